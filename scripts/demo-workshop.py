#!/usr/bin/env python3
"""Writes the demo workshop (src/services/demo/workshop.json) and the example BOMs (docs/examples/).

Everything in it is made up: parts, numbers, prices and designs. Run it from anywhere, without
arguments; the same script writes the same bytes. It proves the story that `ctb demo` tells
(which build is clear, what the others miss) and writes nothing where the story does not hold.
"""
import csv, io, json, re, sys, zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The workshop's "today": `ctb demo` shifts every time by as much as has passed since.
TODAY, CHECKED, CREATED = "2026-01-12T09:00:00Z", "2026-01-10T07:30:00Z", "2026-01-{:02}T16:00:00Z"

# --- Packages: name, technology, footprints ------------------------------------------------------
KICAD = {
    "0603": ("smd", "Resistor_SMD:R_0603_1608Metric Capacitor_SMD:C_0603_1608Metric"),
    "0805": ("smd", "Resistor_SMD:R_0805_2012Metric Capacitor_SMD:C_0805_2012Metric LED_SMD:LED_0805_2012Metric"),
    "1206": ("smd", "Resistor_SMD:R_1206_3216Metric Capacitor_SMD:C_1206_3216Metric Fuse:Fuse_1206_3216Metric"),
    "Axial 6.3 mm": ("tht", "Resistor_THT:R_Axial_DIN0207_L6.3mm_D2.5mm_P7.62mm_Horizontal Resistor_THT:R_Axial_DIN0207_L6.3mm_D2.5mm_P10.16mm_Horizontal"),
    "Axial 12 mm": ("tht", "Resistor_THT:R_Axial_DIN0414_L11.9mm_D4.5mm_P15.24mm_Horizontal"),
    "Radial 5 mm": ("tht", "Capacitor_THT:CP_Radial_D5.0mm_P2.00mm Capacitor_THT:CP_Radial_D5.0mm_P2.50mm"),
    "Radial 8 mm": ("tht", "Capacitor_THT:CP_Radial_D8.0mm_P3.50mm"),
    "Radial 16 mm": ("tht", "Capacitor_THT:CP_Radial_D16.0mm_P7.50mm"),
    "Film 5 mm": ("tht", "Capacitor_THT:C_Rect_L7.2mm_W3.5mm_P5.00mm_FKS2_FKP2_MKS2_MKP2"),
    "Disc 5 mm": ("tht", "Capacitor_THT:C_Disc_D5.0mm_W2.5mm_P5.00mm"),
    "SOT-23": ("smd", "Package_TO_SOT_SMD:SOT-23"),
    "SOD-123": ("smd", "Diode_SMD:D_SOD-123"),
    "DO-35": ("tht", "Diode_THT:D_DO-35_SOD27_P7.62mm_Horizontal"),
    "DO-41": ("tht", "Diode_THT:D_DO-41_SOD81_P10.16mm_Horizontal"),
    "KBP": ("tht", "Diode_THT:Diode_Bridge_Vishay_KBPM"),
    "TO-92": ("tht", "Package_TO_SOT_THT:TO-92_Inline Package_TO_SOT_THT:TO-92_Inline_Wide"),
    "TO-220": ("tht", "Package_TO_SOT_THT:TO-220-3_Vertical"),
    "DIP-8": ("tht", "Package_DIP:DIP-8_W7.62mm Package_DIP:DIP-8_W7.62mm_Socket"),
    "DIP-14": ("tht", "Package_DIP:DIP-14_W7.62mm Package_DIP:DIP-14_W7.62mm_Socket"),
    "DIP-16": ("tht", "Package_DIP:DIP-16_W7.62mm Package_DIP:DIP-16_W7.62mm_Socket"),
    "SOIC-8": ("smd", "Package_SO:SOIC-8_3.9x4.9mm_P1.27mm"),
    "SOIC-14": ("smd", "Package_SO:SOIC-14_3.9x8.7mm_P1.27mm"),
    "SOIC-16": ("smd", "Package_SO:SOIC-16_3.9x9.9mm_P1.27mm"),
    "LED 3 mm": ("tht", "LED_THT:LED_D3.0mm"),
    "LED 5 mm": ("tht", "LED_THT:LED_D5.0mm"),
    "Jack 3.5 mm": ("tht", "Workshop:Jack_3.5mm_Mono_Vertical"),
    "Pot 9 mm": ("tht", "Workshop:Pot_9mm_Vertical"),
    "Pot 16 mm": ("tht", "Workshop:Pot_16mm_Panel"),
    "Slider 60 mm": ("tht", "Workshop:Slider_60mm"),
    "Trimmer 3296W": ("tht", "Potentiometer_THT:Potentiometer_Bourns_3296W_Vertical"),
    "Toggle mini": ("tht", "Workshop:Toggle_Mini_Vertical"),
    "Button 6 mm": ("tht", "Button_Switch_THT:SW_PUSH_6mm"),
    "Header 2.54 mm": ("tht", "Connector_PinHeader_2.54mm:PinHeader_1x02_P2.54mm_Vertical Connector_PinHeader_2.54mm:PinHeader_1x10_P2.54mm_Vertical"),
    "Box header 2x05": ("tht", "Connector_IDC:IDC-Header_2x05_P2.54mm_Vertical"),
    "Terminal 5.08 mm": ("tht", "TerminalBlock_Phoenix:TerminalBlock_Phoenix_MKDS-1,5-2-5.08_1x02_P5.08mm_Horizontal TerminalBlock_Phoenix:TerminalBlock_Phoenix_MKDS-1,5-3-5.08_1x03_P5.08mm_Horizontal"),
    "HC-49": ("tht", "Crystal:Crystal_HC49-4H_Vertical"),
    "Fuse 5x20": ("tht", "Fuse:Fuseholder_Clip-5x20mm_Littelfuse_111_Inline_P20.00x5.00mm_D1.05mm_Horizontal"),
    "Hardware": ("other", ""),
}
# Short names of footprints in the BOMs below, with the pattern of the parts' keys on them.
FP = {
    "r": ("Resistor_SMD:R_0805_2012Metric", "r-{}-0805"), "c": ("Capacitor_SMD:C_0805_2012Metric", "c-{}-0805"),
    "rt": ("Resistor_THT:R_Axial_DIN0207_L6.3mm_D2.5mm_P10.16mm_Horizontal", "r-{}-tht"),
    "rp": ("Resistor_THT:R_Axial_DIN0414_L11.9mm_D4.5mm_P15.24mm_Horizontal", "r-{}-2w"),
    "cf": ("Capacitor_THT:C_Rect_L7.2mm_W3.5mm_P5.00mm_FKS2_FKP2_MKS2_MKP2", "c-{}-film"),
    "cd": ("Capacitor_THT:C_Disc_D5.0mm_W2.5mm_P5.00mm", "c-{}-disc"),
    "e5": ("Capacitor_THT:CP_Radial_D5.0mm_P2.50mm", ""), "e8": ("Capacitor_THT:CP_Radial_D8.0mm_P3.50mm", ""),
    "e16": ("Capacitor_THT:CP_Radial_D16.0mm_P7.50mm", ""),
    "sot": ("Package_TO_SOT_SMD:SOT-23", ""), "sod": ("Diode_SMD:D_SOD-123", ""),
    "do35": ("Diode_THT:D_DO-35_SOD27_P7.62mm_Horizontal", ""), "do41": ("Diode_THT:D_DO-41_SOD81_P10.16mm_Horizontal", ""),
    "kbp": ("Diode_THT:Diode_Bridge_Vishay_KBPM", ""), "to92": ("Package_TO_SOT_THT:TO-92_Inline_Wide", ""),
    "to220": ("Package_TO_SOT_THT:TO-220-3_Vertical", ""), "led": ("LED_THT:LED_D3.0mm", ""),
    "d8": ("Package_DIP:DIP-8_W7.62mm_Socket", ""), "d14": ("Package_DIP:DIP-14_W7.62mm_Socket", ""),
    "d16": ("Package_DIP:DIP-16_W7.62mm_Socket", ""), "jack": ("Workshop:Jack_3.5mm_Mono_Vertical", ""),
    "pot": ("Workshop:Pot_9mm_Vertical", ""), "pot16": ("Workshop:Pot_16mm_Panel", ""), "trim": ("Potentiometer_THT:Potentiometer_Bourns_3296W_Vertical", ""),
    "tog": ("Workshop:Toggle_Mini_Vertical", ""), "box": ("Connector_IDC:IDC-Header_2x05_P2.54mm_Vertical", ""),
    "hdr": ("Connector_PinHeader_2.54mm:PinHeader_1x10_P2.54mm_Vertical", ""), "hdr2": ("Connector_PinHeader_2.54mm:PinHeader_1x02_P2.54mm_Vertical", ""),
    "term2": ("TerminalBlock_Phoenix:TerminalBlock_Phoenix_MKDS-1,5-2-5.08_1x02_P5.08mm_Horizontal", ""),
    "term3": ("TerminalBlock_Phoenix:TerminalBlock_Phoenix_MKDS-1,5-3-5.08_1x03_P5.08mm_Horizontal", ""),
    "fuse": ("Fuse:Fuseholder_Clip-5x20mm_Littelfuse_111_Inline_P20.00x5.00mm_D1.05mm_Horizontal", ""),
    "meter": ("Workshop:Panel_Meter_4Wire", ""), "btn": ("Button_Switch_THT:SW_PUSH_6mm", ""),
}
VENDORS = [
    {"name": "Mouser", "base_url": "https://www.mouser.com", "currency": "USD", "shipping": "7.99", "free_shipping_over": "50.00"},
    {"name": "Tayda", "base_url": "https://www.taydaelectronics.com", "currency": "USD", "shipping": "4.50", "free_shipping_over": "35.00"},
    {"name": "Thonk", "base_url": "https://www.thonk.co.uk", "currency": "GBP", "shipping": "6.20", "free_shipping_over": "100.00"},
]
MAKERS = {"Ohmline": "901", "Capra": "902", "Ferrant": "903", "Halbleiter Nord": "904", "Texas Instruments": "905",
          "Knopf & Sohn": "906", "Steckwerk": "907", "Lumo": "908"}

def number(text, span):
    return zlib.crc32(text.encode()) % span

def written(value):
    """A value as keys spell it: 4.7k is 4k7, 0.22 is 0r22."""
    match = re.fullmatch(r"(\d+)\.(\d+)([pnumkM]?)", value)
    return f"{match[1]}{(match[3] or 'r')}{match[2]}".lower() if match else value.lower()

def micros(amount):
    return f"{amount / 1_000_000:.6f}".rstrip("0").ljust(len(f"{amount // 1_000_000}.00"), "0")

def breaks(first, steps):
    """Price breaks: `first` is in millionths, each step is (items, percent of the first price)."""
    return [{"quantity": items, "unit_price": micros(first * percent // 100)} for items, percent in steps]

PARTS = {}

def offer(part, vendor, price, steps=((1, 100),), **more):
    mark = {"Mouser": lambda: f"{MAKERS.get(part.get('manufacturer'), '909')}-{part.get('mpn') or part['key'].upper()}",
            "Tayda": lambda: f"A-{10000 + number(part['key'], 90000)}", "Thonk": lambda: f"TH-{part['key'].upper()}"}[vendor]()
    entry = {"vendor": vendor, "item_number": mark, **more, "checked": CHECKED}
    # Nobody shows stock for everything: Thonk's stays unknown.
    if vendor != "Thonk":
        entry.setdefault("in_stock", (2000 if vendor == "Mouser" else 400) + number(mark, 9000))
    entry.setdefault("lead_days", {"Mouser": 3, "Tayda": 9, "Thonk": 6}[vendor])
    entry["prices"] = breaks(int(price * 1_000_000), steps) if price else []
    part.setdefault("offers", []).append(entry)

def part(key, name, symbol="", value="", package=None, stock=0, at=None, offers=(), **more):
    entry = {"key": key, "name": name, "symbol": symbol, "value": value, "package": package, **more}
    PARTS[key] = {k: v for k, v in entry.items() if v not in (None, "", [])}
    PARTS[key].update(_stock=stock, _at=at)
    for vendor, price, *steps in offers:
        offer(PARTS[key], vendor, price, *steps)
    return PARTS[key]

BULK = ((1, 100), (10, 30), (100, 12), (1000, 6))
SOME = ((1, 100), (10, 85), (25, 76), (100, 62))
FEW = ((1, 100), (10, 90), (50, 82))

def resistors():
    e12 = "10 12 15 18 22 27 33 39 47 56 68 82".split()
    def scaled(text, decade):
        return {0: text, 1: text + "0", 2: f"{text[0]}.{text[1]}k" if text[1] != "0" else f"{text[0]}k", 3: text + "k", 4: text + "0k"}[decade]
    values = [scaled(text, decade) for decade in range(5) for text in e12] + \
        "0 20 200 300 2k 3k 4.3k 5.1k 7.5k 20k 30k 51k 75k 200k 300k 1M 2.2M 3.3M 4.7M 10M".split()
    for n, value in enumerate(values):
        key = f"r-{written(value)}-0805"
        entry = part(key, f"{value} 1% 0805", "R", value, "0805", 80 + 20 * number(key, 12), f"Cabinet A/Drawer {1 + n // 21}",
                     [("Mouser", .10, BULK)], tolerance="1%", rating="0.125W", mpn=f"OL0805F-{value.upper()}", manufacturer="Ohmline", low_stock=50, tags=["resistor", "smd"])
        if number(key, 3) == 0:
            offer(entry, "Tayda", .95, ((1, 100), (5, 88)), pack=100)
    for value in "10 47 100 220 330 470 1k 1.5k 2.2k 4.7k 10k 22k 33k 47k 68k 100k 220k 470k 1M".split():
        part(f"r-{written(value)}-tht", f"{value} 1% 1/4 W", "R", value, "Axial 6.3 mm", 40 + 10 * number(value, 9), "Cabinet B/Drawer 1",
             [("Tayda", 1.10, ((1, 100), (10, 80)))], tolerance="1%", rating="0.25W", manufacturer="Ohmline", mpn=f"OLM25-{value.upper()}", tags=["resistor"])
        PARTS[f"r-{written(value)}-tht"]["offers"][0]["pack"] = 100
    for value in "0.22 0.47 1 10".split():
        part(f"r-{written(value)}-2w", f"{value} 5% 2 W", "R", value, "Axial 12 mm", 12, "Cabinet B/Drawer 1", [("Mouser", .42, SOME)],
             tolerance="5%", rating="2W", manufacturer="Ohmline", mpn=f"OLP2-{value.upper()}", tags=["resistor", "power"])
    for value in "4.7k 10k 100k".split():
        part(f"r-{written(value)}-0805-01", f"{value} 0.1% 0805", "R", value, "0805", 60, "Cabinet A/Drawer 5", [("Mouser", .34, SOME)],
             tolerance="0.1%", rating="0.125W", manufacturer="Ohmline", mpn=f"OLT0805B-{value.upper()}", tags=["resistor", "smd", "precision"])
        PARTS[f"r-{written(value)}-0805"]["alternatives"] = [{"part": f"r-{written(value)}-0805-01", "rank": 1}]
    part("r-10k-0805-b", "10k 1% 0805, second source", "R", "10k", "0805", 90, "Reel rack", [("Mouser", .08, BULK)], tolerance="1%", rating="0.125W",
         manufacturer="Ferrant", mpn="FR21-103F", tags=["resistor", "smd"])
    PARTS["r-10k-0805"]["equivalents"] = ["r-10k-0805-b"]

def capacitors():
    for value in "10p 15p 22p 33p 47p 68p 100p 150p 220p 330p 470p 680p 1n".split():
        part(f"c-{value}-0805", f"{value} 5% C0G 0805", "C", value, "0805", 60 + 10 * number(value, 9), "Cabinet A/Drawer 6", [("Mouser", .12, BULK)],
             tolerance="5%", rating="50V C0G", manufacturer="Capra", mpn=f"CP21N-{value.upper()}", low_stock=25, tags=["capacitor", "smd"])
    for value in "2.2n 3.3n 4.7n 10n 22n 47n 100n 220n 470n 1u 2.2u 10u".split():
        volts = "16V" if value[-1] == "u" else "50V"
        key = f"c-{written(value)}-0805" + ("-x7r" if value == "100n" else "")
        part(key, f"{value} {volts} X7R 0805", "C", value, "0805", 100 + 10 * number(value, 9), "Cabinet A/Drawer 6", [("Mouser", .11, BULK)],
             tolerance="10%", rating=f"{volts} X7R", manufacturer="Capra", mpn=f"CP21X-{value.upper()}", low_stock=40, tags=["capacitor", "smd"])
    part("c-100n-0603-x7r", "100n 50V X7R 0603", "C", "100n", "0603", 200, "Reel rack", [("Mouser", .09, BULK)], tolerance="10%", rating="50V X7R", manufacturer="Capra", mpn="CP16X-100N")
    for value in "1n 1.5n 2.2n 3.3n 4.7n 6.8n 10n 15n 22n 33n 47n 100n 220n 470n 1u".split():
        part(f"c-{written(value)}-film", f"{value} 63V film", "C", value, "Film 5 mm", 20 + 4 * number(value, 9), "Cabinet B/Drawer 2", [("Mouser", .38, SOME), ("Tayda", .12, FEW)],
             tolerance="5%", rating="63V", manufacturer="Capra", mpn=f"CPF5-{value.upper()}", tags=["capacitor", "film"])
    for value, volts, body in [("1u", 50, 5), ("2.2u", 50, 5), ("4.7u", 50, 5), ("10u", 35, 5), ("22u", 35, 5), ("47u", 25, 5), ("100u", 16, 5), ("100u", 35, 8),
                               ("220u", 35, 8), ("470u", 25, 8), ("1000u", 35, 16), ("2200u", 50, 16)]:
        part(f"c-{written(value)}-{volts}v", f"{value} {volts}V electrolytic", "C", value, f"Radial {body} mm", 24 + 6 * number(f"{value}{volts}", 8), "Cabinet B/Drawer 3",
             [("Mouser", .22 if body < 16 else 1.28, SOME), ("Tayda", .04 if body < 16 else .62, FEW)], tolerance="20%", rating=f"{volts}V", manufacturer="Capra",
             mpn=f"CPE{volts}-{value.upper()}", tags=["capacitor", "electrolytic"])
    for value in ("22p", "100n"):
        part(f"c-{value}-disc", f"{value} 50V disc", "C", value, "Disc 5 mm", 60, "Cabinet B/Drawer 2", [("Tayda", .70, ((1, 100),))], rating="50V", pack=None)
        PARTS[f"c-{value}-disc"]["offers"][0]["pack"] = 50

# key, name, symbol, value, package, stock, location, price, vendors (M, T, K)
TABLE = """
d-1n4148-sod123|1N4148W SOD-123|D|1N4148|SOD-123|220|Cabinet B/Drawer 4|.09|M
d-1n4148-do35|1N4148 DO-35|D|1N4148|DO-35|160|Cabinet B/Drawer 4|.03|MT
bat54s|BAT54S dual Schottky|D|BAT54S|SOT-23|2|Cabinet B/Drawer 4|.21|M
bat54c|BAT54C dual Schottky, common cathode|D|BAT54C|SOT-23|25|Cabinet B/Drawer 4|.21|M
d-1n5819-do41|1N5819 Schottky|D|1N5819|DO-41|44|Cabinet B/Drawer 4|.12|MT
d-1n5817-do41|1N5817 Schottky|D|1N5817|DO-41|18|Cabinet B/Drawer 4|.13|T
d-1n4007-do41|1N4007|D|1N4007|DO-41|60|Cabinet B/Drawer 4|.05|MT
z-5v1-do35|Zener 5.1 V|D|5V1|DO-35|14|Cabinet B/Drawer 4|.08|T
z-12v-do35|Zener 12 V|D|12V|DO-35|9|Cabinet B/Drawer 4|.08|T
bridge-kbp206|Bridge KBP206 2 A|D|KBP206|KBP|5|Cabinet B/Drawer 4|.55|MT
bc547c-to92|BC547C|Q|BC547|TO-92|48|Cabinet B/Drawer 5|.16|MT
bc557c-to92|BC557C|Q|BC557|TO-92|36|Cabinet B/Drawer 5|.16|MT
bc847c-sot23|BC847C|Q|BC847|SOT-23|90|Cabinet B/Drawer 5|.11|M
bc857c-sot23|BC857C|Q|BC857|SOT-23|75|Cabinet B/Drawer 5|.11|M
2n3904-to92|2N3904|Q|2N3904|TO-92|64|Cabinet B/Drawer 5|.14|MT
2n3906-to92|2N3906|Q|2N3906|TO-92|52|Cabinet B/Drawer 5|.14|MT
2n7000-to92|2N7000 MOSFET|Q|2N7000|TO-92|16|Cabinet B/Drawer 5|.29|MT
bs170-to92|BS170 MOSFET|Q|BS170|TO-92|7|Cabinet B/Drawer 5|.33|M
bss138-sot23|BSS138 MOSFET|Q|BSS138|SOT-23|30|Cabinet B/Drawer 5|.19|M
j112-to92|J112 JFET|Q|J112|TO-92|11|Cabinet B/Drawer 5|.41|T
tip41c-to220|TIP41C|Q|TIP41C|TO-220|4|Cabinet B/Drawer 5|.68|MT
tip42c-to220|TIP42C|Q|TIP42C|TO-220|3|Cabinet B/Drawer 5|.71|MT
tl071-dip8|TL071 op-amp|U|TL071|DIP-8|9|Cabinet B/Drawer 6|.62|MT
tl072-dip8|TL072 dual op-amp|U|TL072|DIP-8|5|Cabinet B/Drawer 6|.71|MT
tl072h-dip8|TL072H dual op-amp|U|TL072H|DIP-8|6|Cabinet B/Drawer 6|.94|M
tl074-dip14|TL074 quad op-amp|U|TL074|DIP-14|10|Cabinet A/Drawer 3|.76|MT
tl084-dip14|TL084 quad op-amp|U|TL084|DIP-14|11|Box 12|.70|MT
tl074-soic14|TL074 quad op-amp, SOIC|U|TL074|SOIC-14|22|Reel rack|.58|M
tl072-soic8|TL072 dual op-amp, SOIC|U|TL072|SOIC-8|31|Reel rack|.49|M
ne5532-dip8|NE5532 dual op-amp|U|NE5532|DIP-8|42|Cabinet B/Drawer 6|.66|MT
lm358-dip8|LM358 dual op-amp|U|LM358|DIP-8|12|Cabinet B/Drawer 6|.44|MT
lm324-dip14|LM324 quad op-amp|U|LM324|DIP-14|8|Cabinet B/Drawer 6|.47|MT
lm13700-dip16|LM13700 dual OTA|U|LM13700|DIP-16|10|Cabinet B/Drawer 6|1.94|MT
lm13700-soic16|LM13700 dual OTA, SOIC|U|LM13700|SOIC-16|4|Reel rack|1.66|M
lm311-dip8|LM311 comparator|U|LM311|DIP-8|6|Cabinet B/Drawer 6|.58|T
lm393-dip8|LM393 dual comparator|U|LM393|DIP-8|14|Cabinet B/Drawer 6|.52|MT
ne555-dip8|NE555 timer|U|NE555|DIP-8|20|Box 12|.39|MT
lmc555-dip8|LMC555 CMOS timer|U|LMC555|DIP-8|5|Box 12|1.12|M
cd4013-dip14|CD4013 dual flip-flop|U|CD4013|DIP-14|9|Box 12|.48|MT
cd4017-dip16|CD4017 decade counter|U|CD4017|DIP-16|7|Box 12|.55|MT
cd4024-dip14|CD4024 ripple counter|U|CD4024|DIP-14|6|Box 12|.61|MT
cd4040-dip16|CD4040 ripple counter|U|CD4040|DIP-16|5|Box 12|.64|MT
cd4050-dip16|CD4050 hex buffer|U|CD4050|DIP-16|6|Box 12|.57|MT
cd4093-dip14|CD4093 quad Schmitt NAND|U|CD4093|DIP-14|8|Box 12|.50|MT
cd40106-dip14|CD40106 hex Schmitt inverter|U|CD40106|DIP-14|13|Box 12|.50|MT
attiny85-dip8|ATtiny85|U|ATtiny85|DIP-8|3|Box 12|1.72|M
opto-6n138-dip8|6N138 optocoupler|U|6N138|DIP-8|5|Box 12|.92|MT
lm78l05-to92|78L05 regulator|U|78L05|TO-92|15|Cabinet B/Drawer 6|.38|MT
lm317-to220|LM317 regulator|U|LM317|TO-220|6|Cabinet B/Drawer 6|.83|MT
lm337-to220|LM337 regulator|U|LM337|TO-220|0|Cabinet B/Drawer 6|.97|MT
lm7805-to220|7805 regulator|U|7805|TO-220|8|Cabinet B/Drawer 6|.59|MT
lm7812-to220|7812 regulator|U|7812|TO-220|4|Cabinet B/Drawer 6|.59|T
tl431-to92|TL431 reference|U|TL431|TO-92|17|Cabinet B/Drawer 6|.31|MT
lm4040-5v-sot23|LM4040 5.0 V reference|U|LM4040-5.0|SOT-23|9|Reel rack|.88|M
xtal-8m-hc49|Crystal 8 MHz|Y|8MHz|HC-49|10|Box 12|.34|MT
led-red-3mm|LED 3 mm red|D|LED red|LED 3 mm|44|Cabinet A/Drawer 7|.10|MT
led-green-3mm|LED 3 mm green|D|LED green|LED 3 mm|35|Cabinet A/Drawer 7|.10|MT
led-yellow-3mm|LED 3 mm yellow|D|LED yellow|LED 3 mm|28|Cabinet A/Drawer 7|.10|T
led-blue-3mm|LED 3 mm blue|D|LED blue|LED 3 mm|17|Cabinet A/Drawer 7|.14|T
led-white-3mm|LED 3 mm white|D|LED white|LED 3 mm|12|Cabinet A/Drawer 7|.15|T
led-bicolor-3mm|LED 3 mm red/green, two leads|D|LED bicolor|LED 3 mm|1|Cabinet A/Drawer 7|0|K
led-red-5mm|LED 5 mm red|D|LED red|LED 5 mm|30|Cabinet A/Drawer 7|.09|T
led-green-5mm|LED 5 mm green|D|LED green|LED 5 mm|26|Cabinet A/Drawer 7|.09|T
led-red-0805|LED 0805 red|D|LED red|0805|85|Reel rack|.13|M
led-green-0805|LED 0805 green|D|LED green|0805|70|Reel rack|.13|M
jack-3.5-mono|Jack 3.5 mm mono, switched|J||Jack 3.5 mm|97|Cabinet A/Drawer 8|.42|K
jack-3.5-stereo|Jack 3.5 mm stereo, switched|J||Jack 3.5 mm|14|Cabinet A/Drawer 8|.55|K
pot-a10k-9mm|Pot A10K 9 mm|RV|A10K|Pot 9 mm|6|Box 14|.92|TK
pot-a100k-9mm|Pot A100K 9 mm|RV|A100K|Pot 9 mm|46|Box 14|.92|TK
pot-b10k-9mm|Pot B10K 9 mm|RV|B10K|Pot 9 mm|21|Box 14|.92|TK
pot-b50k-9mm|Pot B50K 9 mm|RV|B50K|Pot 9 mm|13|Box 14|.92|TK
pot-b100k-9mm|Pot B100K 9 mm|RV|B100K|Pot 9 mm|30|Box 14|.92|TK
pot-b500k-9mm|Pot B500K 9 mm|RV|B500K|Pot 9 mm|8|Box 14|.95|T
pot-b1m-9mm|Pot B1M 9 mm|RV|B1M|Pot 9 mm|16|Box 14|.95|TK
pot-b5k-16mm|Pot B5K 16 mm, panel|RV|B5K|Pot 16 mm|4|Box 14|1.35|T
pot-b250-16mm|Pot B250 16 mm, panel|RV|B250|Pot 16 mm|2|Box 14|1.35|T
slider-b10k-60mm|Slider B10K 60 mm|RV|B10K|Slider 60 mm|4|Box 14|1.85|T
trim-1k-3296w|Trimmer 1k 25 turns|RV|1k|Trimmer 3296W|9|Box 14|.48|MT
trim-10k-3296w|Trimmer 10k 25 turns|RV|10k|Trimmer 3296W|22|Box 14|.48|MT
trim-50k-3296w|Trimmer 50k 25 turns|RV|50k|Trimmer 3296W|18|Box 14|.48|MT
trim-100k-3296w|Trimmer 100k 25 turns|RV|100k|Trimmer 3296W|25|Box 14|.48|MT
sw-toggle-spdt|Toggle SPDT on-on, mini|SW||Toggle mini|18|Cabinet A/Drawer 8|.88|TK
sw-toggle-spdt-onoffon|Toggle SPDT on-off-on, mini|SW||Toggle mini|9|Cabinet A/Drawer 8|.94|TK
sw-toggle-dpdt|Toggle DPDT on-on, mini|SW||Toggle mini|6|Cabinet A/Drawer 8|1.15|T
sw-button-6mm|Button 6 mm|SW||Button 6 mm|33|Cabinet A/Drawer 8|.06|T
sw-mains-rocker|Rocker switch, panel|SW||Hardware|3|Shelf 3|1.40|MT
socket-dip-8|Socket DIP-8|||DIP-8|85|Cabinet A/Drawer 8|.08|MT
socket-dip-14|Socket DIP-14|||DIP-14|60|Cabinet A/Drawer 8|.10|MT
socket-dip-16|Socket DIP-16|||DIP-16|38|Cabinet A/Drawer 8|.12|MT
header-2x05-box|Box header 2x05, shrouded|J||Box header 2x05|48|Cabinet A/Drawer 8|.18|MTK
header-1x02|Pin header 1x02|J||Header 2.54 mm|60|Cabinet A/Drawer 8|.04|T
header-1x10|Pin header 1x10|J||Header 2.54 mm|55|Cabinet A/Drawer 8|.11|MT
strip-1x10|Pin strip socket 1x10|J||Header 2.54 mm|50|Cabinet A/Drawer 8|.24|MT
jumper-2.54|Jumper 2.54 mm|||Hardware|70|Cabinet A/Drawer 8|.03|T
cable-10-16|Power cable 10 to 16 pins|||Hardware|31|Shelf 3|1.60|TK
term-2-5.08|Screw terminal 2 poles|J||Terminal 5.08 mm|13|Cabinet A/Drawer 8|.31|MT
term-3-5.08|Screw terminal 3 poles|J||Terminal 5.08 mm|8|Cabinet A/Drawer 8|.42|MT
fuse-holder-5x20|Fuse clips 5x20, pair|F||Fuse 5x20|6|Box 12|.27|MT
fuse-1a-5x20|Fuse 1 A slow 5x20|F|1A|Hardware|10|Box 12|.33|MT
ferrite-0805-600r|Ferrite bead 600 R|FB|600R|0805|40|Reel rack|.12|M
ptc-500ma-1206|Resettable fuse 500 mA|F|0.5A|1206|24|Reel rack|.36|M
transformer-2x15v|Transformer 2x15 V 30 VA|T|||0|Shelf 3|19.80|M
heatsink-to220|Heatsink TO-220, 6 K/W|HS|||1|Shelf 3|0|
binding-post-red|Binding post red|||Hardware|2|Box 12|.78|T
binding-post-black|Binding post black|||Hardware|8|Box 12|.78|T
insulator-to220|Insulating pad TO-220|||Hardware|12|Box 12|.09|T
knob-black-small|Knob black 12 mm|||Hardware|52|Box 16|.58|K
knob-black-large|Knob black 20 mm|||Hardware|26|Box 16|.84|K
knob-red-small|Knob red 12 mm|||Hardware|15|Box 16|.58|K
knob-grey-small|Knob grey 12 mm|||Hardware|22|Box 16|.58|K
knob-pointer|Pointer knob|||Hardware|14|Box 16|.96|K
screw-m3x6|Screw M3x6|||Hardware|400|Box 12|.04|T
screw-m3x10|Screw M3x10|||Hardware|180|Box 12|.05|T
nut-m3|Nut M3|||Hardware|260|Box 12|.03|T
washer-m3-nylon|Washer M3 nylon|||Hardware|150|Box 12|.02|T
standoff-m3x11|Standoff M3x11|||Hardware|84|Box 12|.14|MT
standoff-m3x20|Standoff M3x20|||Hardware|18|Box 12|.19|MT
feet-rubber|Rubber foot, self-adhesive|||Hardware|30|Box 12|.06|T
enclosure-200x150|Enclosure 200x150x80|||Hardware|3|Shelf 3|14.50|M
box-module|Cardboard box 150x90|||Hardware|65|Shelf 3|.00|
bag-antistatic|Antistatic bag 120x180|||Hardware|140|Shelf 3|.00|
wire-hookup|Hook-up wire|||Hardware|0|Shelf 3|.00|
solder-0.7|Solder 0.7 mm|||Hardware|0|Bench|.00|
heatshrink-3mm|Heat shrink 3 mm|||Hardware|0|Bench|.00|
ladder-vcf-board-v1|Ladder VCF board v1|||Hardware|6|Shelf 1|.00|
ladder-vcf-panel|Ladder VCF panel|||Hardware|5|Shelf 2|.00|
tide-lfo-board-v1|Tide LFO board v1|||Hardware|2|Shelf 1|.00|
tide-lfo-board-v2|Tide LFO board v2|||Hardware|8|Shelf 1|.00|
tide-lfo-panel|Tide LFO panel|||Hardware|8|Shelf 2|.00|
quad-mixer-board-v1|Quad Mixer board v1|||Hardware|10|Shelf 1|.00|
quad-mixer-panel|Quad Mixer panel|||Hardware|12|Shelf 2|.00|
clock-divider-board-v1|Clock Divider board v1|||Hardware|5|Shelf 1|.00|
clock-divider-board-v2|Clock Divider board v2|||Hardware|0|Shelf 1|.00|
clock-divider-panel|Clock Divider panel|||Hardware|4|Shelf 2|.00|
bench-supply-board-v1|Bench Supply board v1|||Hardware|3|Shelf 1|.00|
bench-supply-front|Bench Supply front panel|||Hardware|2|Shelf 2|.00|
tide-lfo|Tide LFO, finished|||Hardware|3|Shelf 4|.00|
ladder-vcf|Ladder VCF, finished|||Hardware|1|Shelf 4|.00|
quad-mixer|Quad Mixer, finished|||Hardware|0|Shelf 4|.00|
"""

def the_table():
    for row in TABLE.strip().splitlines():
        key, name, symbol, value, package, stock, at, price, vendors = row.split("|")
        is_silicon = symbol in ("U", "Q", "D")
        maker = "Texas Instruments" if symbol == "U" else "Lumo" if key.startswith("led") else "Halbleiter Nord" if is_silicon else None
        entry = part(key, name, symbol, value, package, int(stock), at, manufacturer=maker, mpn=key.upper().replace("-DIP", "P").replace("-", "") if maker else None)
        scale = {"M": ("Mouser", 1, SOME), "T": ("Tayda", .8, FEW), "K": ("Thonk", .9, FEW)}
        for mark in vendors:
            vendor, factor, steps = scale[mark]
            offer(entry, vendor, float(price) * factor, steps)

def details():
    """What makes single parts interesting."""
    def of(key, vendor):
        return next(o for o in PARTS[key]["offers"] if o["vendor"] == vendor)
    for key in ("solder-0.7", "wire-hookup", "heatshrink-3mm"):
        PARTS[key].update(not_counted=True, unit="pcs" if key != "wire-hookup" else "m")
    PARTS["tl072-dip8"]["equivalents"] = ["tl072h-dip8"]
    PARTS["tl074-dip14"]["alternatives"] = [{"part": "tl084-dip14", "rank": 1, "asks": True}]
    PARTS["ne555-dip8"]["alternatives"] = [{"part": "lmc555-dip8", "rank": 1}]
    PARTS["bs170-to92"]["alternatives"] = [{"part": "2n7000-to92", "rank": 1, "asks": True}]
    PARTS["bc547c-to92"]["equivalents"] = [{"part": "2n3904-to92", "asks": True}]
    PARTS["d-1n5819-do41"]["alternatives"] = [{"part": "d-1n5817-do41", "rank": 2, "asks": True}]
    PARTS["knob-black-small"]["alternatives"] = [{"part": "knob-grey-small", "rank": 1, "asks": True}]
    for key in ("r-100k-0805", "c-100n-0805-x7r"):
        PARTS[key]["spares"] = {"percent": 5, "fixed": 0, "minimum": 2}
    for key, low in {"tl074-dip14": 10, "bat54s": 20, "jack-3.5-mono": 60, "knob-black-small": 40, "led-red-3mm": 20, "lm13700-dip16": 8, "2n7000-to92": 20,
                     "bs170-to92": 10, "cable-10-16": 10, "pot-b100k-9mm": 20, "screw-m3x6": 200, "attiny85-dip8": 4}.items():
        PARTS[key]["low_stock"] = low
    PARTS["c-22u-35v"]["_stock"], PARTS["c-100n-0805-x7r"]["_stock"] = 70, 190
    PARTS["r-100k-0805"]["_stock"] += 10
    of("screw-m3x6", "Tayda").update(pack=100, prices=breaks(2_900_000, ((1, 100), (5, 90))))
    of("nut-m3", "Tayda").update(pack=100, prices=breaks(1_900_000, ((1, 100),)))
    of("pot-b100k-9mm", "Tayda").update(minimum=5, multiple=5)
    of("binding-post-red", "Tayda").update(minimum=4, multiple=2)
    of("bat54s", "Mouser").update(minimum=10, multiple=5)
    of("tl074-dip14", "Mouser").update(prices=breaks(760_000, ((1, 100), (10, 80), (25, 71), (100, 60))))
    of("tl074-dip14", "Tayda").update(in_stock=4)
    of("jack-3.5-mono", "Thonk").update(prices=breaks(420_000, ((1, 100), (20, 92), (50, 86), (100, 79))))
    of("knob-black-small", "Thonk").update(in_stock=120)
    of("transformer-2x15v", "Mouser").update(in_stock=3, lead_days=21, url="https://www.mouser.com/c/?q=transformer-2x15v")
    PARTS["tl074-dip14"]["description"] = "Quad JFET op-amp, low noise"
    PARTS["lm13700-dip16"]["description"] = "Two transconductance amplifiers with linearising diodes"
    PARTS["jack-3.5-mono"]["description"] = "Vertical, with nut"
    # Lots, second places, and what is not to be used automatically.
    return [("r-10k-0805", "Reel rack", "2025-06", 0, False), ("c-100n-0805-x7r", "Reel rack", "reel 7", 1200, True), ("ne5532-dip8", "Box 12", "bought in 2019", 18, True),
            ("tl074-dip14", "Box 12", "", 0, False), ("screw-m3x6", "Bench", "", 60, False), ("lm13700-dip16", "Box 12", "desoldered", 3, True),
            ("jack-3.5-mono", "Bench", "", 6, False), ("led-red-3mm", "Bench", "", 12, False)]

# --- Projects. A line: references | value | footprint | part (none: by value) | @Vendor, opt, dnp, ? (what nothing matches)
VCF = """
C1-2|22u/35V|e5|c-22u-35v
C3-10|100n|c|c-100n-0805-x7r
C11-14|10n|cf
C15,C16|220p|c
C17|1u|cf
C18|47p|c
C19|10u/35V|e5|c-10u-35v|opt
D1-2|1N5819|do41|d-1n5819-do41
D3-4|1N4148|sod|d-1n4148-sod123
D5|LED red|led|led-red-3mm
J1|Power|box|header-2x05-box|@Tayda
J2|IN 1|jack|jack-3.5-mono|@Thonk
J3|IN 2|jack|jack-3.5-mono|@Thonk
J4|CUTOFF CV|jack|jack-3.5-mono|@Thonk
J5|V/OCT|jack|jack-3.5-mono|@Thonk
J6|OUT|jack|jack-3.5-mono|@Thonk
Q1-8|BC847|sot|bc847c-sot23
Q9|BC857|sot|bc857c-sot23
R1-2|10|r
R3-10|100k|r
R11-14|1k|r
R15-18|4k7|r|r-4k7-0805
R19-22|10K|r
R23,R24|47k|r
R25|150|r
R26|220k|r
R27-28|33k|r
R29|2.2k|r
R30|1M|r
R31|680|r
R32|18k|r
R33|0R|r|r-0-0805|dnp
RV1|B100K|pot|pot-b100k-9mm|@Tayda
RV2|B100K|pot|pot-b100k-9mm|@Tayda
RV3-4|B100K|pot|pot-b100k-9mm|@Tayda
RV5|100k|trim|trim-100k-3296w
RV6|1k|trim|trim-1k-3296w
U1,U3|TL072|d8|tl072-dip8
U2|TL074|d14|tl074-dip14|@Mouser
U4|LM13700|d16|lm13700-dip16
"""
LFO = """
C1-2|22u/35V|e5|c-22u-35v
C3-9|100n|c|c-100n-0805-x7r
C10-11|2.2n|c
C12|470n|cf
C13|1u|cf
C14|47p|c|c-47p-0805|opt
D1-2|1N5819|do41|d-1n5819-do41
D3-4|BAT54S|sot|bat54s|@Mouser
D5|LED bicolor|led|led-bicolor-3mm
D6|1N4148|sod|d-1n4148-sod123
J1|Power|box|header-2x05-box|@Tayda
J2|RATE CV|jack|jack-3.5-mono|@Thonk
J3|RESET|jack|jack-3.5-mono|@Thonk
J4|SINE|jack|jack-3.5-mono|@Thonk
J5|TRIANGLE|jack|jack-3.5-mono|@Thonk
J6|PULSE|jack|jack-3.5-mono|@Thonk
Q1|BC847|sot|bc847c-sot23
Q2|2N7000|to92|2n7000-to92
R1-2|10R|r|r-10-0805
R3-8,R14|10k|r
R9-13,R15|100k|r
R16-19|1k|r
R20-21|4.7k|r
R22|15k|r
R23|27k|r
R24|470k|r
R25|2M2|r|r-2m2-0805
R26-27|39k|r
R28|5.1k|r
R29|1.5k|r
R30|3.3k|r
R31|120k|r|r-120k-0805|dnp
RV1-3|B100K|pot|pot-b100k-9mm|@Tayda
RV4|50k|trim|trim-50k-3296w
SW1|RANGE|tog|sw-toggle-spdt-onoffon|@Tayda
SW2|MODE|tog|sw-toggle-spdt|@Tayda
U1-2|TL074|d14|tl074-dip14|@Mouser
U3|CD40106|d14|cd40106-dip14
U4|LM393|d8|lm393-dip8
"""
MIXER = """
C1-2|22u/35V|e5|c-22u-35v
C3-8|100n|c|c-100n-0805-x7r
C9-13|22p|c
D1-2|1N5819|do41|d-1n5819-do41
D3|LED green|led|led-green-3mm
D4|LED red|led|led-red-3mm||
J1|Power|box|header-2x05-box|@Tayda
J2|IN 1|jack|jack-3.5-mono|@Thonk
J3|IN 2|jack|jack-3.5-mono|@Thonk
J4|IN 3|jack|jack-3.5-mono|@Thonk
J5|IN 4|jack|jack-3.5-mono|@Thonk
J6|MIX|jack|jack-3.5-mono|@Thonk
J7|INVERTED|jack|jack-3.5-mono|@Thonk|opt
R1-2|10|r
R3-10|100K|r
R11-12|1K|r
R13-16|47k|r
R17|2.2k|r
R18|22k|r
R19-20|0|r|r-0-0805|dnp
RV1-4|A100K|pot|pot-a100k-9mm|@Tayda
TP1|GND|hdr2|header-1x02|opt
U1-3|NE5532|d8|ne5532-dip8
"""
CLOCK = """
C1-2|10u/35V|e5|c-10u-35v
C3-7|100n|c|c-100n-0805-x7r
C8|1n|c
D1-2|1N5819|do41|d-1n5819-do41
D3-8|LED yellow|led|led-yellow-3mm
D9-10|1N4148|sod|d-1n4148-sod123
J1|Power|box|header-2x05-box|@Tayda
J2|CLOCK|jack|jack-3.5-mono|@Thonk
J3|RESET|jack|jack-3.5-mono|@Thonk
J4|/2|jack|jack-3.5-mono|@Thonk
J5|/4|jack|jack-3.5-mono|@Thonk
J6|/8|jack|jack-3.5-mono|@Thonk
J7|/16|jack|jack-3.5-mono|@Thonk
Q1-2|BC847|sot|bc847c-sot23
R1-2|10|r
R3-8|2.2k|r
R9-14|1k|r
R15-18|100k|r
R19|47k|r
R20|10k|r
SW1|RESET|btn|sw-button-6mm|@Tayda
U1|CD4024|d14|cd4024-dip14
U2|CD4050|d16|cd4050-dip16
U3|LM393|d8|lm393-dip8
"""
SUPPLY = """
BR1|KBP206|kbp|bridge-kbp206|@Tayda
C1-2|2200u 50V|e16|c-2200u-50v|@Mouser
C3-6|100n|cd
C7-8|10u 35V|e5|c-10u-35v
C9-10|100u 35V|e8|c-100u-35v
D1-4|1N4007|do41|d-1n4007-do41
D5|LED green|led|led-green-3mm
D6|LED red|led|led-red-3mm|opt
F1|1A slow|fuse|fuse-holder-5x20
J1|AC IN|term3|term-3-5.08
J2-3|OUT|term2|term-2-5.08
M1|Panel meter 0-30V|meter||?Panel meter 0-30V 4 wires, Workshop:Panel_Meter_4Wire
Q1|TIP41C|to220|tip41c-to220
Q2|TIP42C|to220|tip42c-to220|dnp
R1-2|220|rt
R3-4|1k|rt
R5|4k7|rt|r-4k7-tht
R6-7|10k|rt
R8-9|0R47|rp|r-0r47-2w
R10|2.2k|rt
RV1-2|B5K|pot16|pot-b5k-16mm
RV3|1k|trim|trim-1k-3296w
U1|LM317|to220|lm317-to220
U2|LM337|to220|lm337-to220|@Tayda
U3|LM358|d8|lm358-dip8
U4|TL431|to92|tl431-to92
"""
EURORACK = [("screw-m3x6", 4, "panel to rail"), ("cable-10-16", 1, "comes in the box"), ("box-module", 1, ""), ("bag-antistatic", 1, "")]
HOST = "https://github.com/clear-to-build-demo/"

def versions():
    lfo_v1 = LFO.replace("RV4|50k|trim|trim-50k-3296w\n", "").replace("R30|3.3k|r\n", "").replace("R26-27|39k|r", "R26-27|33k|r")
    return [
        ("Ladder VCF", "ladder-vcf", [dict(revision="v1", bom=VCF, board_cost="31.00", board_lot=10, produces="ladder-vcf",
            own=[("ladder-vcf-board-v1", 1, "bare board"), ("ladder-vcf-panel", 1, ""), ("knob-black-large", 1, "cutoff"), ("knob-black-small", 3, ""), *EURORACK])]),
        ("Tide LFO", "tide-lfo", [
            dict(revision="v1", bom=lfo_v1, board_cost="18.50", board_lot=5, own=[("tide-lfo-board-v1", 1, "bare board"), ("tide-lfo-panel", 1, ""), ("knob-black-small", 3, ""), *EURORACK]),
            dict(revision="v2", bom=LFO, board_cost="24.00", board_lot=10, produces="tide-lfo",
                 own=[("tide-lfo-board-v2", 1, "bare board"), ("tide-lfo-panel", 1, ""), ("knob-red-small", 2, "rate and shape"), ("knob-pointer", 1, "level"), ("solder-0.7", 1, ""), *EURORACK])]),
        ("Quad Mixer", "quad-mixer", [dict(revision="v1", bom=MIXER, board_cost="27.00", board_lot=10, produces="quad-mixer",
            own=[("quad-mixer-board-v1", 1, "bare board"), ("quad-mixer-panel", 1, ""), ("knob-black-small", 4, ""), *EURORACK])]),
        ("Clock Divider", "clock-divider", [
            dict(revision="v1", bom=CLOCK, board_cost="15.00", board_lot=5, own=[("clock-divider-board-v1", 1, "bare board"), ("clock-divider-panel", 1, ""), *EURORACK]),
            dict(revision="v2", bom=None, board_cost="19.00", board_lot=5, own=[("clock-divider-board-v2", 1, "bare board"), ("clock-divider-panel", 1, "")])]),
        ("Bench Supply", "bench-supply", [dict(revision="v1", bom=SUPPLY, board_cost="42.00", board_lot=5,
            own=[("bench-supply-board-v1", 1, "bare board"), ("bench-supply-front", 1, ""), ("enclosure-200x150", 1, ""), ("transformer-2x15v", 1, ""), ("heatsink-to220", 3, ""),
                 ("insulator-to220", 3, ""), ("binding-post-red", 2, ""), ("binding-post-black", 2, ""), ("sw-mains-rocker", 1, ""), ("fuse-1a-5x20", 1, ""),
                 ("knob-pointer", 2, ""), ("standoff-m3x11", 4, ""), ("screw-m3x10", 12, ""), ("feet-rubber", 4, ""), ("wire-hookup", 2, "")])]),
    ]

BUILDS = [
    dict(key="vcf-4", project="Ladder VCF", revision="v1", quantity=4, priority=40, created=CREATED.format(5)),
    dict(key="lfo-6", project="Tide LFO", revision="v2", quantity=6, priority=30, created=CREATED.format(6)),
    dict(key="mixer-10", project="Quad Mixer", revision="v1", quantity=10, priority=20, created=CREATED.format(7)),
    dict(key="supply-2", project="Bench Supply", revision="v1", quantity=2, priority=10, created=CREATED.format(9)),
    dict(key="clock-2", project="Clock Divider", revision="v1", quantity=2, priority=50, created=CREATED.format(2)),
]

def references(text):
    found = []
    for piece in text.split(","):
        match = re.fullmatch(r"([A-Z]+)(\d+)-(\d+)", piece)
        found += [f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1)] if match else [piece]
    return found

def lines(text):
    """The BOM's lines and, after each, what its package brings along."""
    found = []
    for n, row in enumerate(text.strip().splitlines(), 1):
        refs, value, footprint, key, *options = (row + "|||").split("|")[:6]
        cad, pattern = FP[footprint]
        flags = {option for option in options if option}
        wanted = next((flag[1:] for flag in flags if flag[0] == "?"), None)
        by_value = not key
        key = None if wanted else key or pattern.format(written(value))
        assert wanted or key in PARTS, f"line {row}: no part {key}"
        line = {"line": n, "references": references(refs), "value": value, "footprint": cad, "part": key}
        line["quantity"] = len(line["references"])
        vendor = next((flag[1:] for flag in flags if flag[0] == "@"), None)
        if vendor:
            line.update(vendor=vendor, item_number=next(o["item_number"] for o in PARTS[key]["offers"] if o["vendor"] == vendor))
        elif key and PARTS[key].get("symbol") in ("R", "C"):
            line["by_requirement"] = True
        line.update({name: True for flag, name in (("opt", "optional"), ("dnp", "do_not_populate")) if flag in flags})
        if wanted:
            line["unmatched"] = wanted
        found.append(line)
        socket = SOCKETS.get(PARTS[key].get("package")) if key else None
        if socket and "dnp" not in flags:
            comes = {"line": n, "references": line["references"], "quantity": line["quantity"], "part": socket, "implicit": True}
            found.append(comes | ({"optional": True} if "opt" in flags else {}))
    return found

SOCKETS = {f"DIP-{n}": f"socket-dip-{n}" for n in (8, 14, 16)}

def bundle():
    resistors(), capacitors(), the_table()
    more_stock = details()
    stock, parts = [], []
    for key in sorted(PARTS):
        entry = dict(PARTS[key])
        on_hand, at = entry.pop("_stock"), entry.pop("_at")
        price = next((o["prices"][-1]["unit_price"] for o in entry.get("offers", []) if o["prices"] and o["vendor"] == "Mouser"), None)
        if on_hand:
            stock.append({"part": key, "location": at, "on_hand": on_hand, "unit_cost": price})
        parts.append(entry)
    for key, at, lot, on_hand, deprioritized in more_stock:
        if on_hand:
            stock.append({"part": key, "location": at, "lot": lot, "on_hand": on_hand, "deprioritized": deprioritized})
    # Two lots of one part: the older one is nearly used up.
    ten = next(s for s in stock if s["part"] == "r-10k-0805")
    ten["lot"] = "2024-11"
    stock.append({"part": "r-10k-0805", "location": ten["location"], "lot": "2025-06", "on_hand": 240, "unit_cost": "0.0060"})
    locations = sorted({s["location"] for s in stock} | {PARTS[k]["_at"] for k in PARTS}, key=natural)
    projects = []
    for name, slug, revisions in versions():
        entry = {"name": name, "repository": HOST + slug, "versions": []}
        for version in revisions:
            commit = None if version["bom"] is None else f"{zlib.crc32(version['bom'].encode()):08x}" * 5
            made = {"revision": version["revision"], "ref": version["revision"], "bom_path": f"{slug}.csv", "board_cost": version["board_cost"], "board_lot": version["board_lot"],
                    "produces": version.get("produces"), "synced_commit": commit, "own_lines": [{"part": p, "quantity": q, "note": n} for p, q, n in version["own"]],
                    "bom": None if version["bom"] is None else lines(version["bom"])}
            entry["versions"].append({k: v for k, v in made.items() if v is not None})
        projects.append(entry)
    return {
        "format": "clear-to-build/1", "workspace": {"name": "Demo workshop", "currency": "USD"},
        "rates": [{"currency": "GBP", "rate": "1.27", "stated": CHECKED}],
        "packages": [{"name": name, "technology": technology, "footprints": footprints.split()} for name, (technology, footprints) in KICAD.items()],
        "vendors": VENDORS, "parts": parts, "implicit_parts": [{"package": p, "part": s, "quantity": 1} for p, s in SOCKETS.items()],
        "locations": [{"name": name, "barcode": f"LOC-{n:03}"} for n, name in enumerate(locations, 1)],
        "stock": sorted(stock, key=lambda s: (s["part"], s["location"], s.get("lot", ""))), "projects": projects,
        "builds": [{**build, "leave_out": [], "status": "open"} for build in BUILDS], "orders": [on_its_way(), partly_here()],
    }

def ordered(vendor, *wanted):
    """Lines of an order: the offer's price for so many items, and which build they are for."""
    made = []
    for key, items, pegs in wanted:
        found = next(o for o in PARTS[key]["offers"] if o["vendor"] == vendor)
        price = [p["unit_price"] for p in found["prices"] if p["quantity"] <= items][-1]
        line = {"item_number": found["item_number"], "part": key, "quantity": items * found.get("pack", 1), "unit_price": price}
        made.append(line | ({"pegs": [{"build": build, "quantity": pieces} for build, pieces in pegs.items()]} if pegs else {}))
    return made

def on_its_way():
    """On its way from Thonk: what the mixers wait for."""
    return {"key": "thonk-1", "vendor": "Thonk", "status": "placed", "shipping": "6.20", "created": "2026-01-09T10:00:00Z", "placed": "2026-01-09T10:20:00Z",
            "expected": "2026-01-16T00:00:00Z", "lines": ordered("Thonk", ("jack-3.5-mono", 50, {"mixer-10": 9}), ("knob-black-small", 10, {}))}

def partly_here():
    """From Tayda, for the shelves: the demo receives the first parcel of it."""
    return {"key": "tayda-1", "vendor": "Tayda", "status": "placed", "shipping": "4.50", "created": "2026-01-05T17:00:00Z", "placed": "2026-01-05T17:40:00Z",
            "expected": "2026-01-14T00:00:00Z", "lines": ordered("Tayda", ("sw-button-6mm", 50, {}), ("header-2x05-box", 40, {}), ("screw-m3x6", 2, {}), ("cable-10-16", 20, {}))}

def natural(text):
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", text)]

# --- The story ------------------------------------------------------------------------------------
def missing(document, names):
    """What builds miss, one after the other, as clearing them in turn would find it."""
    free, parts = {}, {p["key"]: p for p in document["parts"]}
    for line in document["stock"]:
        if not line.get("deprioritized"):
            free[line["part"]] = free.get(line["part"], 0) + line["on_hand"]
    def drop_ins(key):
        said = [p if isinstance(p, dict) else {"part": p} for field in ("equivalents", "alternatives") for p in parts[key].get(field, [])]
        return [key] + [p["part"] for p in said if not p.get("asks")]
    all_versions = {(p["name"], v["revision"]): v for p in document["projects"] for v in p["versions"]}
    answer = {}
    for build in (b for name in names for b in document["builds"] if b["key"] == name):
        version, needs = all_versions[build["project"], build["revision"]], {}
        for line in version["bom"] + version["own_lines"]:
            if not (line.get("optional") or line.get("do_not_populate") or line["part"] is None or parts[line["part"]].get("not_counted")):
                needs[line["part"]] = needs.get(line["part"], 0) + line["quantity"] * build["quantity"]
        short = {}
        for key, needed in needs.items():
            spares = parts[key].get("spares")
            needed += max(-(-needed * spares["percent"] // 100) + spares["fixed"], spares["minimum"]) if spares else 0
            takes = {}
            for stand_in in drop_ins(key):
                takes[stand_in] = min(needed - sum(takes.values()), free.get(stand_in, 0))
            if sum(takes.values()) < needed:
                short[key] = needed - sum(takes.values())
                continue
            for stand_in, taken in takes.items():
                free[stand_in] = free.get(stand_in, 0) - taken
        answer[build["key"]] = short
    return answer

STORY = {
    "clock-2": {},
    "vcf-4": {},
    "lfo-6": {"tl074-dip14": 6, "bat54s": 10, "pot-b100k-9mm": 4, "led-bicolor-3mm": 5},
    "mixer-10": {"jack-3.5-mono": 9},
    "supply-2": {"lm337-to220": 2, "transformer-2x15v": 2, "heatsink-to220": 5, "binding-post-red": 2},
}

# --- Writing --------------------------------------------------------------------------------------
def text_of(document):
    """One entry a line: readable, and a change is one line of a diff."""
    one = lambda value: json.dumps(value, ensure_ascii=False)
    def listed(entries, indent):
        return "[]" if not entries else "[\n" + ",\n".join(f"{indent}  {entry}" for entry in entries) + f"\n{indent}]"
    def version(entry):
        head = {k: v for k, v in entry.items() if k not in ("own_lines", "bom")}
        tail = [f'"{name}": ' + listed([one(line) for line in entry[name]], "        ") for name in ("own_lines", "bom") if name in entry]
        return one(head)[:-1] + ", " + ", ".join(tail) + "}"
    def project(entry):
        return f'{{"name": {one(entry["name"])}, "repository": {one(entry["repository"])}, "versions": ' + listed([version(v) for v in entry["versions"]], "      ") + "}"
    fields = [f'  "{name}": ' + (listed([project(e) if name == "projects" else one(e) for e in value], "  ") if isinstance(value, list) else one(value)) for name, value in document.items()]
    return "{\n" + ",\n".join(fields) + "\n}\n"

def csv_of(text):
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(["#", "Reference", "Qty", "Value", "Footprint", "DNP", "Vendor", "PartNum", "Optional"])
    for line in (line for line in lines(text) if not line.get("implicit")):
        rows.writerow([line["line"], ", ".join(line["references"]), line["quantity"], line["value"], line["footprint"], "DNP" if line.get("do_not_populate") else "",
                       line.get("vendor", ""), line.get("item_number", ""), "yes" if line.get("optional") else ""])
    return out.getvalue()

def newer_lfo():
    """The next revision: a rail clamp and a pull-down more, two values changed, a trimmer gone, sorted by footprint."""
    text = LFO.replace("D3-4|BAT54S", "D3-4,D7|BAT54S").replace("R23|27k", "R23|30k").replace("C12|470n|cf", "C12|220n|cf").replace("RV4|50k|trim|trim-50k-3296w\n", "")
    rows = (text + "R32-33|1M|r\nC15|10u/35V|e5|c-10u-35v\nJ7|SQUARE|jack|jack-3.5-mono|@Thonk\n").strip().splitlines()
    return "\n".join(sorted(rows, key=lambda row: (FP[row.split("|")[2]][0], natural(row))))

def main():
    document = bundle()
    found = missing(document, STORY)
    if found != STORY:
        sys.exit(f"the story does not hold:\n{json.dumps(found, indent=1)}")
    numbers = [(o["vendor"], o["item_number"]) for p in document["parts"] for o in p.get("offers", [])]
    assert len(numbers) == len(set(numbers)), "an item number is there twice"
    files = {"src/services/demo/workshop.json": text_of(document), "docs/examples/lfo.csv": csv_of(LFO), "docs/examples/lfo-newer.csv": csv_of(newer_lfo()), "docs/examples/mixer.csv": csv_of(MIXER)}
    for path, text in files.items():
        (ROOT / path).write_text(text, encoding="utf-8")
    print(f"{len(document['parts'])} parts, {len(document['locations'])} locations, {len(document['stock'])} stock lines")

main()
