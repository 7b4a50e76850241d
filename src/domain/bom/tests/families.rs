//! One invented file for each family of formats.md §1.1.

use super::*;

#[test]
fn the_grouped_extra_script_of_kicad_is_read_with_vendor_and_note() {
    let file = bom(concat!(
        "\"#\",\"Reference\",\"Qty\",\"Value\",\"Footprint\",\"DNP\",\"Vendor\",\"PartNum\",\"Note\"\n",
        "\"1\",\"C1, C10, C2\",\"3\",\"22u/35V\",\"Capacitor_THT:CP_Radial_D5.0mm\",\"\",\"\",\"\",\"\"\n",
        "\"2\",\"Q1\",\"1\",\"BCX857DS,135\",\"Package_SO:TSOP-6\",\"DNP\",\"Mouser --and-- Thonk\",\"771-X --and-- Y\",\"glue, well\"\n",
    ));
    assert_eq!(summary(&file), ["C1 C2 C10 ×3 22u/35V", "Q1 ×1 BCX857DS,135"]);
    let transistor = &file.lines[1];
    assert_eq!(transistor.row, 3);
    assert_eq!(transistor.vendor, "Mouser --and-- Thonk");
    assert_eq!(transistor.item_number, "771-X --and-- Y");
    assert_eq!(transistor.note, "glue, well");
    assert!(transistor.do_not_populate && !file.lines[0].do_not_populate);
    assert_eq!(file.lines[0].footprint, "Capacitor_THT:CP_Radial_D5.0mm");
    assert_eq!((file.warnings, file.extra_columns), (vec![], vec![]));
}

#[test]
fn the_grouped_by_value_script_is_read_below_its_collated_components() {
    let file = bom(concat!(
        "\"Source:\",\"synth.kicad_sch\"\n\"Date:\",\"Monday\"\n\"Tool:\",\"Eeschema\"\n",
        "\"Generator:\",\"bom_csv_grouped_by_value.py\"\n\"Component Count:\",\"3\"\n\n",
        "\"Individual Components:\"\n\n",
        "\"Item\",\"Qty\",\"Reference(s)\",\"Value\",\"LibPart\",\"Footprint\",\"Datasheet\"\n",
        "\"\",\"\",\"R1\",\"10k\",\"Device:R\",\"\",\"\"\n",
        "\"\",\"\",\"R2\",\"10k\",\"Device:R\",\"\",\"\"\n\n\n\n",
        "\"Collated Components:\"\n\n",
        "\"Item\",\"Qty\",\"Reference(s)\",\"Value\",\"LibPart\",\"Footprint\",\"Datasheet\",\"DNP\",\"MPN\",\"Tolerance\"\n",
        "\"1\",\"2\",\"R1, R2\",\"10k\",\"Device:R\",\"Lib:0805\",\"~\",\"\",\"RC-10K\",\"1%\"\n",
        "\"2\",\"1\",\"C1\",\"~\",\"Device:C\",\"~\",\"http://x\",\"DNP\",\"\",\"\"\n",
    ));
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", "C1 ×1 "]);
    assert_eq!(file.header_row, 17);
    assert_eq!(file.lines[0].row, 18);
    assert_eq!(file.lines[0].mpn, "RC-10K");
    assert_eq!(
        file.lines[0].extras,
        [("LibPart".to_owned(), "Device:R".to_owned()), ("Tolerance".to_owned(), "1%".to_owned())]
    );
    assert_eq!(file.lines[1].footprint, "");
    assert_eq!(file.extra_columns, ["LibPart", "Datasheet", "Tolerance"]);
    assert_eq!(file.warnings, []);
}

#[test]
fn the_by_value_with_fp_script_may_end_its_references_with_a_comma() {
    let file = bom(concat!(
        "\"Ref\",\"Qnty\",\"Value\",\"Cmp name\",\"Footprint\",\"Description\",\"Vendor\",\"DNP\"\n",
        "\"C1, C11, \",\"2\",\"47p\",\"C\",\"Capacitor_SMD:C_0805\",\"Unpolarized capacitor\",\"\",\"\"\n",
    ));
    assert_eq!(summary(&file), ["C1 C11 ×2 47p"]);
    assert_eq!(file.lines[0].description, "Unpolarized capacitor");
    assert_eq!(file.warnings, []);
}

#[test]
fn the_fields_table_is_read_in_its_three_formats() {
    let csv = concat!(
        "\"Reference\",\"Qty\",\"Value\",\"DNP\",\"Exclude from BOM\",\"Exclude from Board\",\"Footprint\",\"Datasheet\"\n",
        "\"C1,C2\",\"2\",\"1\"\"x\",\"\",\"\",\"\",\"Lib:C\",\"~\"\n"
    );
    let tsv = concat!(
        "Reference\tQty\tValue\tDNP\tExclude from BOM\tExclude from Board\tFootprint\tDatasheet\n",
        "C1,C2\t2\t1\"x\t\t\t\tLib:C\t~\n"
    );
    let semicolons = concat!(
        "'Reference';'Qty';'Value';'DNP';'Exclude from BOM';'Exclude from Board';'Footprint';'Datasheet'\n",
        "'C1,C2';'2';'1\"x';'';'';'';'Lib:C';'~'\n"
    );
    for text in [csv, tsv, semicolons] {
        assert_eq!(bom(text), bom(csv));
    }
    assert_eq!(summary(&bom(csv)), ["C1 C2 ×2 1\"x"]);
}

#[test]
fn a_cell_that_begins_with_a_quote_is_plain_text_between_tabs() {
    let file = bom("Reference\tQty\tValue\nR1\t1\t\"Tune\nR2,R3\t2\t10k\n");
    assert_eq!(summary(&file), ["R1 ×1 \"Tune", "R2 R3 ×2 10k"]);
}

/// The tab-separated preset quotes nothing: two cells with a quote each must not swallow what is between.
#[test]
fn two_cells_that_begin_with_a_quote_swallow_no_lines() {
    let file = bom("Reference\tQty\tValue\nR1\t1\t\"Tune\nR2,R3\t2\t10k\nR4\t1\t\"Fine\nR5\t1\t\"1k\"\n");
    assert_eq!(summary(&file), ["R1 ×1 \"Tune", "R2 R3 ×2 10k", "R4 ×1 \"Fine", "R5 ×1 \"1k\""]);
    assert_eq!(file.warnings, []);
    let excel = bom("Reference\tQty\tValue\n\"R1,R2\"\t2\t\"10k\nhot\tside\"\n");
    assert_eq!(summary(&excel), ["R1 R2 ×2 10k hot side"]);
}

#[test]
fn the_command_line_of_kicad_writes_ranges_and_raw_field_names() {
    let file = bom(concat!(
        "\"Reference\",\"Value\",\"Footprint\",\"${QUANTITY}\",\"${DNP}\",\"${ITEM_NUMBER}\",\"${EXCLUDE_FROM_BOM}\"\n",
        "\"C1,C2,C5-C9\",\"100n\",\"Lib:C\",\"7\",\"\",\"1\",\"\"\n",
        "\"U1\",\"TL072\",\"Lib:DIP\",\"1\",\"DNP\",\"2\",\"\"\n",
        "\"H1-H3\",\"Hole\",\"Lib:H\",\"3\",\"\",\"3\",\"Excluded from BOM\"\n",
    ));
    assert_eq!(summary(&file), ["C1 C2 C5 C6 C7 C8 C9 ×7 100n", "U1 ×1 TL072"]);
    assert!(file.lines[1].do_not_populate);
    assert_eq!(file.warnings, [BomWarning::Excluded { row: 4, count: 1 }]);
}

#[test]
fn rows_of_single_symbols_become_lines() {
    let file = bom(concat!(
        "\"Refs\",\"Value\",\"Footprint\",\"Qty\",\"DNP\",\"Sheet\"\n",
        "\"R10\",\"10k\",\"Lib:R\",\"1\",\"\",\"\"\n",
        "\"R11\",\"10k\",\"Lib:R\",\"1\",\"DNP\",\"\"\n",
        "\"C1\",\"10k\",\"Lib:R\",\"1\",\"\",\"\"\n",
        "\"R2\",\"10k\",\"Lib:R\",\"1\",\"\",\"b\"\n",
    ));
    assert_eq!(summary(&file), ["R2 R10 ×2 10k", "R11 ×1 10k", "C1 ×1 10k"]);
    assert_eq!(file.lines[0].row, 2);
    assert_eq!(file.lines[0].extras, [("Sheet".to_owned(), "b".to_owned())]);
    assert_eq!(file.warnings, [BomWarning::Grouped { header_row: 1, rows: 4, lines: 3 }]);
}

#[test]
fn a_symbol_without_number_keeps_none_from_being_joined() {
    let file = bom("Refs,Value,Qty\nR1,10k,1\nR?,10k,1\nR2,10k,1\n");
    assert_eq!(summary(&file), ["R1 R2 ×2 10k", " ×1 10k"]);
    assert!(file.warnings.contains(&BomWarning::Grouped { header_row: 1, rows: 3, lines: 2 }));
}

#[test]
fn the_authors_own_grouping_stays() {
    let file = bom("Ref,Qty,Value\nR1,1,10k\nR2,1,10k\n\"C1,C2\",2,1u\n");
    assert_eq!(summary(&file), ["R1 ×1 10k", "R2 ×1 10k", "C1 C2 ×2 1u"]);
}

#[test]
fn a_file_without_quantities_counts_references_and_says_so() {
    let file = bom("Reference,Value\n\"R1,R2\",10k\nR3,10k\n");
    assert_eq!(summary(&file), ["R1 R2 R3 ×3 10k"]);
    assert_eq!(file.warnings[0], BomWarning::NoQuantityColumn { header_row: 1 });
}

#[test]
fn the_pcb_editor_of_kicad_is_read_with_its_trailing_separators() {
    let file = bom(concat!(
        "\"Id\";\"Designator\";\"Footprint\";\"Quantity\";\"Designation\";\"Supplier and ref\";\n",
        "1;\"C1,C2\";\"CP_Radial\";2;\"22u\";;;\n2;\"U1\";\"DIP-8\";1;\"TL072\";;;\n"
    ));
    assert_eq!(summary(&file), ["C1 C2 ×2 22u", "U1 ×1 TL072"]);
    assert_eq!(file.lines[0].footprint, "CP_Radial");
    assert_eq!(file.warnings, []);
}

#[test]
fn kibom_is_read_up_to_its_footer() {
    let file = bom(concat!(
        "Component,Description,Part,References,Value,Footprint,Quantity Per PCB,Build Quantity,Datasheet,Config\n",
        "1,Capacitor,C,C1 C2,100n,C_0805,2,20,,\n",
        "2,Resistor,R,R1 R2 R3,10k,R_0805,3 (DNF),30,,DNF\n",
        "3,Resistor,R,R4,1k,R_0805,1 (DNC),10,,DNC\n",
        "\n\n\n\n\nComponent Groups:,3\nComponent Count:,6\nFitted Components:,3\nNumber of PCBs:,10\n",
    ));
    assert_eq!(summary(&file), ["C1 C2 ×2 100n", "R1 R2 R3 ×3 10k", "R4 ×1 1k"]);
    let empty: Vec<bool> = file.lines.iter().map(|line| line.do_not_populate).collect();
    assert_eq!(empty, [false, true, false]);
    assert_eq!(file.warnings, []);
    assert_eq!(
        file.lines[0].extras,
        [("Part".to_owned(), "C".to_owned()), ("Build Quantity".to_owned(), "20".to_owned())]
    );
}

#[test]
fn jlcpcb_implies_its_vendor() {
    for header in ["LCSC Part #", "LCSC", "JLCPCB Part #", "lcsc part number"] {
        let text =
            format!("Comment,Designator,Footprint,{header}\n100nF,\"C1,C2\",C_0603,C14663\n1k,R1,R_0603,\n");
        let file = bom(&text);
        assert_eq!(summary(&file), ["C1 C2 ×2 100nF", "R1 ×1 1k"]);
        assert_eq!((file.lines[0].vendor.as_str(), file.lines[0].item_number.as_str()), ("LCSC", "C14663"));
        assert_eq!((file.lines[1].vendor.as_str(), file.lines[1].item_number.as_str()), ("", ""));
    }
}

#[test]
fn altium_is_read() {
    let file = bom(concat!(
        "\"Comment\",\"Description\",\"Designator\",\"Footprint\",\"LibRef\",\"Quantity\"\r\n",
        "\"10k\",\"Chip resistor\",\"R1, R2\",\"RES-0603\",\"RES\",\"2\"\r\n",
    ));
    assert_eq!(summary(&file), ["R1 R2 ×2 10k"]);
    assert_eq!(file.lines[0].description, "Chip resistor");
    assert_eq!(file.warnings, []);
}

#[test]
fn eagle_is_read_with_its_empty_last_column() {
    let file = bom(concat!(
        "Qty;Value;Device;Package;Parts;Description;MF;MPN;\n",
        "\"2\";\"100n\";\"C-EU0805\";\"C0805\";\"C7, C8\";\"CAPACITOR\";\"ExampleCo\";\"X-1\";\n",
    ));
    assert_eq!(summary(&file), ["C7 C8 ×2 100n"]);
    let line = &file.lines[0];
    assert_eq!(
        (line.footprint.as_str(), line.manufacturer.as_str(), line.mpn.as_str()),
        ("C0805", "ExampleCo", "X-1")
    );
    assert_eq!(file.warnings, []);
}

#[test]
fn easyeda_is_read_in_utf_16() {
    let standard = concat!(
        "ID\tName\tDesignator\tFootprint\tQuantity\tManufacturer Part\tManufacturer\tSupplier\tSupplier Part\tPrice\r\n",
        "1\t100nF\tC1,C5\tC0603\t2\tCC0603\tExampleCo\tLCSC\tC14663\t0.01\r\n",
    );
    let pro = concat!(
        "No.\tQuantity\tComment\tDesignator\tFootprint\tValue\tManufacturer Part\tManufacturer\tSupplier Part\tSupplier\r\n",
        "1\t2\tCL10\tC1,C5\tC0603\t100nF\tCC0603\tExampleCo\tC14663\tLCSC\r\n",
    );
    for text in [standard, pro] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let file = read(&[b"\xFF\xFE".as_slice(), &bytes].concat(), &Limits::default()).unwrap();
        assert_eq!(summary(&file), ["C1 C5 ×2 100nF"]);
        let line = &file.lines[0];
        assert_eq!((line.mpn.as_str(), line.manufacturer.as_str()), ("CC0603", "ExampleCo"));
        assert_eq!((line.vendor.as_str(), line.item_number.as_str()), ("LCSC", "C14663"));
        assert_eq!(file.warnings, []);
    }
}
