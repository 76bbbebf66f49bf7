"""Every sentence of the page in English; the other languages say the same by the same names."""

from __future__ import annotations

from search import NoteKind


class English:
    """The page in English."""

    LOCALE = "en"
    """How numbers and prices are written."""
    OWN_NAME = "English"
    TITLE = "Chaise"
    TAGLINE = "Find furniture by photo and words."
    INVITATION = "Show a photo, say what should be different, and slide between the two."
    PHOTO = "Photo"
    PHOTO_HINT = "Drop or paste a photo, or click to choose one"
    TEXT = "Words"
    TEXT_HINT = "in red velvet · minimalist · not leather"
    WEIGHT = "Which counts more?"
    WEIGHT_IDLE = "Counts once there are both a photo and words."
    WEIGHT_SHARES = "{photo}% photo, {words}% words"
    SEARCH = "Search"
    START_OVER = "Start over"
    BLEND = "How photo and words are combined"
    BLEND_NAMES = (("Balanced: both count alike", "balanced"), ("Centroid: the textbook sum", "centroid"))
    FRONT_PAGE = "A look around the shop"
    FRONT_PAGE_HINT = "{count} products in {variants} variants"
    RESULTS_PHOTO = "Nearest to your photo"
    RESULTS_LIKE = "More like {title}"
    RESULTS_TEXT = "Nearest to “{text}”"
    RESULTS_BOTH = "Your photo, with “{text}”"
    RESULTS = "What fits best"
    NOTHING_CLOSE = "Nothing in this catalogue is close; these are the nearest."
    NOTHING_FOUND = "No product fits. Try other words or another photo."
    MATCH = "{percent}% match"
    MORE_LIKE_THIS = "More like this"
    CLOSE = "Close"
    VARIANTS = "Also in"
    MADE_FROM, UNKNOWN_CREATOR = "3D model: {creator}, {license}. {source}", "unknown"
    MATCH_PHOTO, MATCH_WORDS = "Photo", "Words"
    SIZE = "{width} × {depth} × {height} cm (width × depth × height)"
    FACT_NAMES = {
        "category": "Category",
        "colours": "Colour",
        "materials": "Material",
        "style": "Style",
        "size": "Size",
    }
    PROBLEM = "That did not work"
    NO_NUMBER = "{name} has to be a number."
    UNEXPECTED = "Something went wrong on our side. The results below are the last good ones."
    LANGUAGE_NOTE = "Search words are understood in {languages}."
    SEARCH_LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "*": "many languages"}
    CLOSER_TO_WORDS, CLOSER_TO_PHOTO = "Closer to the words", "Closer to the photo"
    MOVED_UP, MOVED_DOWN, MOVED_IN = "Up {places}", "Down {places}", "New"
    RESULTS_TIME = "{total} products · {ms} ms"
    NO_ENCODER = "no encoder run"
    SHOW_MORE = "Show more"
    SHOWN_OF = "{shown} of {total}"
    LESS_LIKE_THIS = "Less like this"
    ADVANCED = "Avoid something, weigh several wishes"
    AVOID = "Keep away from"
    AVOID_HINT = "leather, armrests"
    TERMS = "More wishes, each as strong as you like"
    TERM_HINT = "warm light wood"
    TERM_WEIGHT = "How much “{text}” counts; below zero it is avoided"
    ANOTHER_TERM = "another wish"
    FILTERS = "Filters"
    SHOW_RESULTS = "Show results"
    CLEAR_FILTERS = "Clear filters"
    CATEGORY = "Category"
    ANY_CATEGORY = "All"
    STRICT = "Only this category"
    STRICT_HINT = "Off: it comes first, and near relatives stay."
    PRICE = "Price in {currency}"
    PRICE_FROM, PRICE_TO = "from", "to"
    COLOURS = "Colours"
    MATERIALS = "Materials"
    MORE_VALUES = "More"
    WIDTH = "Width that fits, in cm"
    WIDTH_HINT = "up to"
    SORT = "Sort by"
    SORT_NAMES = (("Best match", "match"), ("Price, low to high", "price_up"), ("Price, high to low", "price_down"))
    CHIP_LIKE, CHIP_DISLIKE = "More like {title}", "Less like {title}"
    CHIP_AVOID = "Not {text}"
    CHIP_TERM = "{text}, {weight:+.1f}"
    CHIP_PRICE_RANGE, CHIP_PRICE_FROM, CHIP_PRICE_TO = "{low} to {high}", "From {low}", "Up to {high}"
    CHIP_WIDTH = "Up to {width} cm wide"
    CHIP_STRICT = "Only {category}"
    CHIP_PREFERRED = "{category} first"
    REMOVE = "Remove: {what}"
    YOUR_PHOTO = "Your photo"
    PHOTO_PARTS = "Which part of the photo counts"
    WHOLE_PHOTO = "Whole photo"
    PART = "Part {number}"
    BY_HAND = "Crop by hand"
    CROP_HELP = "Part of the photo that counts. Arrow keys move it, with Shift they change its size."
    REMOVE_PHOTO = "Remove the photo"
    ANOTHER_PHOTO = "Another photo"
    IN_A_ROOM = "In a room"
    INSIGHTS = "Understand these results"
    SWEEP = "The slider from end to end"
    SWEEP_HINT = "The best three at five positions of the slider, from the photo alone to the words alone."
    SWEEP_NEEDS_BOTH = "Show a photo and type a few words: then this strip shows what the slider does between the two."
    SWEEP_SPANS = "Where each product is among the best three"
    SWEEP_SPAN = "from {low}% to {high}% photo"
    SWEEP_SET = "Set the slider to {shares}"
    MAP = "Map of the candidates"
    MAP_HINT = "Every point is a product. The arrow is the slider: what lies further along it comes first."
    MAP_NEEDS_BOTH = "Show a photo and type a few words: then this map shows how near each product is to either."
    MAP_PHOTO, MAP_WORDS = "nearer to the photo", "nearer to the words"
    MAP_POINT = "{rank}. {title}"
    TAGS = "Tags against vectors"
    TAGS_HINT = "Why not just filter by the tag? Because half of this shop was never tagged, and the pictures know."
    TAGS_NONE = "This catalogue has no style tags to compare with."
    TAGS_STYLES = "Style"
    TAGS_BY_TAG = "The tag “{style}” finds {count}"
    TAGS_BY_VECTOR = "The first {count} for the word “{style}”; {untagged} of them do not carry the tag"
    TAGS_UNTAGGED = "no tag"
    WHY = "Why this result?"
    WHY_KINDS = {
        "photo": "Your photo", "words": "“{label}”", "avoid": "not “{label}”", "like": "Like {label}",
        "dislike": "Unlike {label}", "category": "{label} first",
    }  # fmt: skip
    WHY_SUM = "Together"
    WHY_HINT = "Each part adds to or takes from the score that the results are ranked by; the average product has zero."
    WHY_FORMULA = "The formula, with its numbers"
    ACTIONS = "This page"
    KEEP = "Keep on the board"
    BOARD = "Board"
    BOARD_EMPTY = "Nothing is kept yet. The ribbon on a product puts it here."
    BOARD_PRIVATE = "The board is kept in this browser only; nobody else sees it."
    BOARD_ONE, BOARD_COUNT = "1 product", "{count} products"
    BOARD_NO_PRICE = "({count} without a price)"
    BOARD_MISSING = "{count} of the products kept here are no longer in this shop."
    BOARD_NOTE, BOARD_NOTE_FOR = "A note", "Note on {title}"
    BOARD_COLUMNS = ("id", "title", "category", "price", "currency", "note")
    PRINT, SAVE_CSV = "Print", "Save as CSV"
    SHARE, SHARE_SHORT = "Share this search", "Share"
    SHARE_HINT = "Whoever opens this link sees the search as it is now: words, slider, filters, and what you liked."
    SHARE_PHOTO = "Your photo is not in the link and is not stored. Send it along if the search needs it."
    SHARE_LINK = "Link to this search"
    COPY_LINK, COPIED = "Copy link", "Copied."
    COPY_BY_HAND = "Your browser does not let the page copy. The link is selected: copy it with Ctrl+C."
    LINK_PHOTO = "This search was made with a photo, which a link never carries. Add the photo to see the same."
    LINK_ONE_MISSING = "A product that the link names is no longer in this shop and is left out."
    LINK_MISSING = "{count} products that the link names are no longer in this shop and are left out."
    LINK_OLD = "The shop's products have changed since the link was made; the results may differ."
    TOUR = "How it works"
    TOUR_STEPS = (
        (
            "Show something you like",
            "Drop a photo of a piece of furniture, or of a whole room: the page sees what is in it.",
        ),
        (
            "Say what should be different",
            "A colour, a material, a mood, or what it must not be: “in red”, “not leather”.",
        ),
        ("Slide between the two", "Towards the photo keeps its shape, towards the words changes the rest, at once."),
    )
    TOUR_PLACE = "{{step}} of {count}"
    TOUR_SKIP, TOUR_NEXT, TOUR_TRY = "Skip", "Next", "Try an example"
    LANGUAGE = "Language"
    EXAMPLES = {
        "in red": "This {noun}, in red",
        "in leather": "This {noun}, in brown leather",
        "alone": "Just this {noun}",
        "cosy": "Something cosy to read in",
        "minimalist": "Minimalist",
        "not black": "A lamp, not black",
    }
    TRIAL = "Your own catalogue"
    TRIAL_LEAVE = "Back to the shop"
    TRIAL_INVITATION = "Bring a feed, a zip of pictures, or both, and search them as you search this shop."
    TRIAL_FEED = "Feed"
    TRIAL_FEED_HINT = (
        "CSV, Google Merchant, Shopify, JSON Lines or Parquet; its pictures are named by their file in the zip."
    )
    TRIAL_PICTURES = "Pictures, as a zip"
    TRIAL_PICTURES_HINT = "Without a feed, every picture becomes a product named after its file."
    TRIAL_START = "Try it"
    TRIAL_OPEN = "Open it"
    TRIAL_REMOVE = "Remove it"
    TRIAL_HINT = (
        "At most {products} products and {megabytes} MB of pictures. Nobody else can find it, and it is removed "
        "{minutes} minutes after it was last looked at."
    )
    TRIAL_SENDING = "Sending the files ..."
    TRIAL_STAGES = {
        "waiting for files": "Waiting for the files ...",
        "waiting": "Another catalogue is being read first ...",
        "reading": "Reading the feed and the pictures ...",
        "embedding": "Looking at the pictures: {done} of {total} ...",
        "opening": "Nearly there ...",
        "ready": "Ready.",
        "failed": "",
    }
    TRIAL_LEFT_OUT = "Left out, rows: {count}"
    TRIAL_ROW = "Row {row}"
    TRIAL_NOTHING = "Choose a feed or a zip of pictures first."
    TRIAL_LARGE = "One of these files is too large."
    TRIAL_BROKEN = "Something went wrong on our side. Please try again."
    TRIAL_GONE = "This catalogue is no longer here. Please try again."
    QUOTED, AND = "“{text}”", "{first} and {last}"
    NOTES: dict[NoteKind, str] = {
        "one result": "At least one result is shown.",
        "liked and disliked": "A product that is both liked and disliked counts as neither.",
        "long text": "Only the first {limit} characters of the words were used.",
        "no weight": "The image weight was set to {weight}.",
        "weight outside": "The image weight was set to {weight}; it lies between 0 (words) and 1 (photo).",
        "unknown choice": "{given} is not known here; {used} was used.",
        "many terms": "Only the first {limit} wishes were used.",
        "many likes": "Only the last {limit} liked products count.",
        "many dislikes": "Only the last {limit} disliked products count.",
        "small crop": "The frame was too small, so the whole photo was used.",
        "product gone": "Products that are no longer in this catalogue cannot steer the search and were left out.",
        "category gone": "The preferred category is not in this catalogue and was left out.",
        "left out": "Products listed as {phrases} are left out.",
        "pictures decide": "Only the pictures decide about {phrases}, so some results may still show it.",
        "sorted part": "Sorted by price among the {count} results that fit best.",
    }
    ERRORS: dict[str, str] = {}
    """What is said of an error by its class, where that is not its own message."""
