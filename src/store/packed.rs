//! Many rows in one value: `SELECT json_group_array(json_array(…columns…) ORDER BY …)`. A row that comes by itself is handed
//! from the database's thread to its caller with a copy of each of its values, found by name and converted one by one, for
//! thousands of rows of a large sheet (docs/performance.md).

use super::columns::corrupt;
use super::{StoreError, Tx};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// The rows of a packing statement of the workspace (`?1`) and a set as JSON (`?2`).
///
/// # Errors
/// [`StoreError`] where the database fails, or holds what the fields of `T` do not.
pub(super) async fn rows<T: DeserializeOwned>(
    tx: &mut Tx,
    statement: &'static str,
    set: String,
) -> Result<Vec<T>, StoreError> {
    let workspace = tx.workspace();
    let packed: String =
        sqlx::query_scalar(statement).bind(workspace).bind(set).fetch_one(tx.connection()).await?;
    unpacked(&packed)
}

/// The rows of a packed value: the fields of `T` are the columns, in their order.
///
/// # Errors
/// [`StoreError::Corrupt`] where a column is not what its field holds.
fn unpacked<T: DeserializeOwned>(packed: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(packed).map_err(corrupt)
}

/// A truth value, which SQLite keeps as a number.
pub(super) fn truth<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    Ok(u8::deserialize(value)? != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        id: i64,
        name: Option<String>,
        #[serde(deserialize_with = "truth")]
        seldom: bool,
    }

    #[test]
    fn columns_become_fields_in_their_order() {
        let rows: Vec<Row> = unpacked(r#"[[1,"a \"b\" \u0000",0],[9223372036854775807,null,1]]"#).unwrap();
        assert_eq!(rows[0], Row { id: 1, name: Some("a \"b\" \0".to_owned()), seldom: false });
        assert_eq!(rows[1], Row { id: i64::MAX, name: None, seldom: true });
    }

    #[test]
    fn a_column_of_another_kind_is_an_error() {
        for bad in ["[[1,2,0]]", "[[1,null]]", "[[1,null,0,0]]", "[[1,null,\"yes\"]]", "[[1.5,null,0]]"] {
            assert!(unpacked::<Row>(bad).is_err(), "{bad}");
        }
    }
}
