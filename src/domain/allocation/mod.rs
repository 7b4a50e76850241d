//! To be written.

/// Placeholder until the branch lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PickingPolicy {
    /// a
    FewestStops,
    /// b
    UseUpSmallLines,
    /// c
    OldestLot,
}
