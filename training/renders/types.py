"""What kinds of pieces there are: how a model's name tells its kind, and what a shop calls and asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PieceType:
    """A kind of home piece. Without a category it is not for the shop, only for training."""

    noun: str
    family: str
    """What its looks and variants follow: soft, chair, table, storage, bed, lamp, hanging, wall, plant, vase, flat, thing."""
    category: str = ""
    price: float = 0.0
    """Of a piece of middling size and material, in euros."""
    synonyms: tuple[str, ...] = ()


SOFAS, ARMCHAIRS, CHAIRS, STOOLS = (
    f"Seating > {name}" for name in ("Sofas", "Armchairs", "Chairs", "Stools & benches")
)
DINING, SIDE, DESKS = (f"Tables > {name}" for name in ("Dining tables", "Coffee & side tables", "Desks"))
BEDS, CHILDREN = "Bedroom > Beds", "Bedroom > Children's room"
STORAGE, SHELVES = "Storage > Wardrobes & chests", "Storage > Bookcases & shelving"
FLOOR_LAMPS, TABLE_LAMPS, PENDANTS, WALL_LAMPS = (
    f"Lighting > {name}" for name in ("Floor lamps", "Table lamps", "Pendant lamps", "Wall lamps")
)
RUGS, CURTAINS, CUSHIONS = (f"Textiles > {name}" for name in ("Rugs", "Curtains", "Cushions & throws"))
OUTDOOR, MIRRORS = "Outdoor", "Decoration > Mirrors"
PLANTS, VASES, ACCESSORIES = (f"Decoration > {name}" for name in ("Plants", "Vases & pots", "Accessories"))
"""A shopper's categories, two levels at the most."""

# The first pattern that a model's name or id matches decides; the more special ones come first.
_TYPES: tuple[tuple[str, PieceType], ...] = (
    (r"corner sofa|L_shaped", PieceType("corner sofa", "soft", SOFAS, 1490, ("sectional sofa", "sofa", "couch"))),
    (r"convertible sofa|futon couch", PieceType("sofa bed", "soft", SOFAS, 690, ("sleeper sofa", "futon"))),
    (r"rattan sofa", PieceType("garden sofa", "soft", OUTDOOR, 490, ("rattan sofa", "outdoor sofa"))),
    (r"contemporary living", PieceType("wall unit", "storage", SHELVES, 990, ("living room wall", "media wall"))),
    (r"\bsofa\b|couch|sofa 2|sofa 3", PieceType("sofa", "soft", SOFAS, 890, ("couch", "settee"))),
    (r"day bed", PieceType("daybed", "bed", BEDS, 540, ("day bed",))),
    (r"rattan armchair", PieceType("garden armchair", "soft", OUTDOOR, 240, ("rattan armchair",))),
    (r"ottoman|puff", PieceType("pouf", "soft", STOOLS, 150, ("ottoman", "footstool", "pouffe"))),
    (r"armchair|fotel", PieceType("armchair", "soft", ARMCHAIRS, 420, ("easy chair", "lounge chair"))),
    (r"relax chair|deck chair|beach chair|pool lounge", PieceType("sun lounger", "chair", OUTDOOR, 190, ("deck chair",))),
    (r"teck chair", PieceType("garden chair", "chair", OUTDOOR, 130, ("outdoor chair", "teak chair"))),
    (r"hammock", PieceType("hammock", "soft", OUTDOOR, 220)),
    (r"rattan table", PieceType("garden table", "table", OUTDOOR, 180, ("outdoor table",))),
    (r"office_chair|office-chair|class seat|kids_desk_chair", PieceType("desk chair", "chair", CHAIRS, 180, ("office chair", "swivel chair"))),
    (r"bar chair|bar stool|stool\b.*|silla2", PieceType("stool", "chair", STOOLS, 95, ("bar stool", "counter stool"))),
    (r"baby high chair", PieceType("high chair", "chair", CHILDREN, 120)),
    (r"child(ren)? ?chair", PieceType("children's chair", "chair", CHILDREN, 49, ("kids chair",))),
    (r"piano bench|\bbench\b|wood bank|little bank", PieceType("bench", "chair", STOOLS, 190)),
    (r"wheelchair|abdominal|workbench|fitness", PieceType("equipment", "thing")),
    (r"ryokan", PieceType("floor chair", "chair", CHAIRS, 110, ("zaisu",))),
    (r"\bchair\b|silla|thonet", PieceType("chair", "chair", CHAIRS, 120, ("dining chair", "side chair"))),
    (r"coffee table|saloon_table|living_room_table", PieceType("coffee table", "table", SIDE, 220, ("low table", "sofa table"))),
    (r"bedside", PieceType("bedside table", "storage", SIDE, 110, ("nightstand", "night table"))),
    (r"bar table|cafe.table|round_?.?table.*mota|tonon_table", PieceType("bistro table", "table", DINING, 160, ("cafe table",))),
    (r"dressing table", PieceType("dressing table", "table", DESKS, 260, ("vanity table",))),
    (r"changing table", PieceType("changing table", "storage", CHILDREN, 160)),
    (r"pool ?table|table_?.?tennis|football table|table football|technical table", PieceType("games table", "thing")),
    (r"table fan|table lamp", PieceType("table lamp", "lamp", TABLE_LAMPS, 60)),
    (r"desk lamp", PieceType("desk lamp", "lamp", TABLE_LAMPS, 65, ("work lamp", "reading lamp"))),
    (r"desk\b|biurko|officeTable|office_table|table_office", PieceType("desk", "table", DESKS, 290, ("writing desk", "work table"))),
    (r"children table", PieceType("children's table", "table", CHILDREN, 70)),
    (r"tablecloth", PieceType("table with tablecloth", "table")),
    (r"folding table", PieceType("folding table", "table", DINING, 140)),
    (r"\btable\b|oakTable", PieceType("dining table", "table", DINING, 390, ("table", "kitchen table"))),
    (r"bunk|mezzanine", PieceType("bunk bed", "bed", CHILDREN, 620, ("loft bed",))),
    (r"crib|baby bed", PieceType("cot", "bed", CHILDREN, 210, ("crib", "baby bed"))),
    (r"child bed|captain", PieceType("children's bed", "bed", CHILDREN, 320, ("single bed",))),
    (r"hospital|flower ?bed", PieceType("equipment", "thing")),
    (r"air mattress|futon|tatami|sleeping bag", PieceType("mattress", "soft")),
    (r"\bbed\b|letto", PieceType("bed", "bed", BEDS, 590, ("double bed", "bed frame"))),
    (r"tv stand|television cabinet", PieceType("TV bench", "storage", STORAGE, 240, ("media unit", "tv stand"))),
    (r"wardrobe", PieceType("wardrobe", "storage", STORAGE, 690, ("closet",))),
    (r"dresser|^chest$|cupboard|commode", PieceType("chest of drawers", "storage", STORAGE, 340, ("sideboard", "dresser"))),
    (r"filing|locker|office_box", PieceType("cabinet", "storage", STORAGE, 210, ("office cabinet",))),
    (r"trun?c?k\b|trunck", PieceType("trunk", "storage", STORAGE, 150, ("chest", "storage trunk"))),
    (r"bookcase|bookshel", PieceType("bookcase", "storage", SHELVES, 260, ("bookshelf", "shelving unit"))),
    (r"shelves cabinet|kitchen.*cabinet|upper|lower|high cabinet|glass door cabinet|drawers cabinet|island", PieceType("kitchen cabinet", "storage")),
    (r"shelves|shelving", PieceType("shelving unit", "storage", SHELVES, 150, ("shelf", "shelves"))),
    (r"vanity|washbasin|lavatory", PieceType("wash-stand", "storage")),
    (r"clothes rack|wall.hanger|coat", PieceType("clothes rack", "thing", ACCESSORIES, 60, ("coat rack",))),
    (r"japanese.*screen|^screen$", PieceType("room divider", "flat", ACCESSORIES, 230, ("folding screen",))),
    (r"oriental rug|round carpet|bathmat|doormat", PieceType("rug", "flat", RUGS, 150, ("carpet",))),
    (r"shower ?curtain", PieceType("curtain", "flat")),
    (r"^curtain$", PieceType("curtains", "flat", CURTAINS, 60, ("drapes",))),
    (r"pendant|hanging light|hanging restaurant|chandelier|ceiling.lamp", PieceType("pendant lamp", "hanging", PENDANTS, 140, ("ceiling lamp", "hanging lamp"))),
    (r"living_lamp|saloon_lamp", PieceType("floor lamp", "lamp", FLOOR_LAMPS, 150, ("standing lamp",))),
    (r"wall ?light|wall.lamp|wall.spot|porch light", PieceType("wall lamp", "wall", WALL_LAMPS, 70, ("sconce",))),
    (r"lamppost|street|park.light|track|fluorescent|flashlight|outdoor lamp|camping lamp", PieceType("light", "lamp")),
    (r"lantern", PieceType("lantern", "lamp", ACCESSORIES, 45)),
    (r"lamp\b", PieceType("table lamp", "lamp", TABLE_LAMPS, 75, ("bedside lamp", "lamp"))),
    (r"\bvase\b|pottery|old jar|\bjar\b", PieceType("vase", "vase", VASES, 39, ("pot",))),
    (r"cuckoo|^clock$", PieceType("clock", "thing", ACCESSORIES, 55, ("wall clock",))),
    (r"candle$", PieceType("candle", "thing", ACCESSORIES, 18)),
    (r"frame", PieceType("frame", "wall", ACCESSORIES, 25, ("picture frame",))),
    (r"rocking horse", PieceType("rocking horse", "thing", CHILDREN, 80)),
    (r"clothes.?basket|basket$", PieceType("basket", "thing", ACCESSORIES, 35)),
    (r"cactus|bonsai|bamboo|ficus|yucca|spath|orchid|tulip|lily|flowers|succulent|spider|indoor plant|little plant|decorative plant|^plant$|plant box|flower box", PieceType("potted plant", "plant", PLANTS, 45, ("house plant", "plant"))),
    (r"fireplace", PieceType("fireplace", "thing")),
    (r"\bbowl\b", PieceType("bowl", "vase")),
    (r"plate\b", PieceType("plate", "vase")),
    (r"glass$", PieceType("glass", "thing")),
    (r"cup$|mug|coffee cup", PieceType("mug", "vase")),
    (r"teapot|creamer|kettle|coffee.press", PieceType("teapot", "vase")),
    (r"tray|sushi", PieceType("tray", "vase")),
    (r"chopping", PieceType("chopping board", "flat")),
    (r"crate|wood.*box|^box$|ammo|bread ?box|letter", PieceType("box", "thing")),
    (r"umbrella", PieceType("parasol", "soft")),
    (r"towel", PieceType("towel", "flat")),
    (r"teddy|doll$", PieceType("soft toy", "soft")),
    (r"bottle|flacon", PieceType("bottle", "vase")),
    (r"pan$", PieceType("pan", "vase")),
    (r"trash|dustbin|recycling|toilet ?brush", PieceType("bin", "vase")),
    (r"fridge|refrigerator|oven|hood|stove|cooker|microwave|washing machine|dryer|toaster|mixer|blender|coffee (maker|machine)", PieceType("kitchen appliance", "thing")),
    (r"step ladder|step-ladder", PieceType("step ladder", "thing")),
    (r"piano", PieceType("piano", "thing")),
    (r"^bath$|bathtub|island bath|jacuzzi", PieceType("bathtub", "thing")),
    (r"suitcase|briefcase|backpack|handbag", PieceType("bag", "soft")),
    (r"radiator", PieceType("radiator", "thing")),
)  # fmt: skip
_NO_HOME_PIECES = {"Vehicles", "Characters", "Doors and windows", "Staircases"}
_BY_PATTERN = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _TYPES)


def find_type(name: str, library_category: str, model_id: str) -> PieceType | None:
    """Return the kind of a model from its name and id, or `None` for what is no home piece (vehicles, people, doors)."""
    if library_category in _NO_HOME_PIECES:
        return None
    for pattern, kind in _BY_PATTERN:
        if pattern.search(model_id) or pattern.search(name):
            return kind
    return None


def all_nouns() -> list[str]:
    """Return every noun that a piece may be called by, its synonyms included."""
    words: dict[str, None] = {}
    for _, kind in _TYPES:
        words |= dict.fromkeys((kind.noun, *kind.synonyms))
    return [*words, "cushion", "cushion cover", "throw", "blanket", "bedspread", "mirror", "wall mirror", "shelf", "wall shelf",
            "picture ledge", "storage box", "box with lid", "plant pot", "lamp shade", "sideboard", "pillow"]  # fmt: skip
