"""Every sentence of the page in German."""

from __future__ import annotations

from search import NoteKind
from ui.words.english import English


class German(English):
    """The page in German."""

    LOCALE = "de"
    OWN_NAME = "Deutsch"
    TAGLINE = "Möbel finden mit Foto und Worten."
    INVITATION = "Zeigen Sie ein Foto, sagen Sie, was anders sein soll, und schieben Sie den Regler dazwischen."
    PHOTO = "Foto"
    PHOTO_HINT = "Foto hierher ziehen, einfügen oder zum Auswählen klicken"
    TEXT = "Worte"
    TEXT_HINT = "auf Englisch: in red velvet · minimalist · not leather"
    WEIGHT = "Was zählt mehr?"
    WEIGHT_IDLE = "Zählt, sobald es ein Foto und Worte gibt."
    WEIGHT_SHARES = "{photo} % Foto, {words} % Worte"
    SEARCH = "Suchen"
    START_OVER = "Neu beginnen"
    BLEND = "Wie Foto und Worte verbunden werden"
    BLEND_NAMES = (("Ausgewogen: beide zählen gleich", "balanced"), ("Schwerpunkt: die Lehrbuchsumme", "centroid"))
    FRONT_PAGE = "Ein Blick in den Laden"
    FRONT_PAGE_HINT = "{count} Produkte in {variants} Varianten"
    RESULTS_PHOTO = "Ihrem Foto am nächsten"
    RESULTS_LIKE = "Mehr wie {title}"
    RESULTS_TEXT = "Am nächsten an „{text}“"
    RESULTS_BOTH = "Ihr Foto, mit „{text}“"
    RESULTS = "Was am besten passt"
    NOTHING_CLOSE = "Nichts in diesem Katalog kommt dem nahe; das hier ist das Nächste."
    NOTHING_FOUND = "Kein Produkt passt. Versuchen Sie andere Worte oder ein anderes Foto."
    MATCH = "{percent} % passend"
    MORE_LIKE_THIS = "Mehr davon"
    CLOSE = "Schließen"
    VARIANTS = "Gibt es auch in"
    MADE_FROM, UNKNOWN_CREATOR = "3D-Modell: {creator}, {license}. {source}", "unbekannt"
    MATCH_PHOTO, MATCH_WORDS = "Foto", "Worte"
    SIZE = "{width} × {depth} × {height} cm (Breite × Tiefe × Höhe)"
    FACT_NAMES = {"category": "Kategorie", "colours": "Farbe", "materials": "Material", "style": "Stil", "size": "Maße"}
    PROBLEM = "Das hat nicht geklappt"
    NO_NUMBER = "{name} muss eine Zahl sein."
    UNEXPECTED = "Bei uns ist etwas schiefgegangen. Zu sehen sind die letzten guten Ergebnisse."
    LANGUAGE_NOTE = "Suchworte werden auf {languages} verstanden."
    SEARCH_LANGUAGES = {"en": "Englisch", "de": "Deutsch", "es": "Spanisch", "*": "Deutsch und in vielen Sprachen"}
    CLOSER_TO_WORDS, CLOSER_TO_PHOTO = "Näher an die Worte", "Näher ans Foto"
    MOVED_UP, MOVED_DOWN, MOVED_IN = "{places} nach oben", "{places} nach unten", "Neu"
    RESULTS_TIME = "{total} Produkte · {ms} ms"
    NO_ENCODER = "ohne neue Berechnung"
    SHOW_MORE = "Mehr zeigen"
    SHOWN_OF = "{shown} von {total}"
    LESS_LIKE_THIS = "Weniger davon"
    ADVANCED = "Etwas meiden, mehrere Wünsche abwägen"
    AVOID = "Fernhalten von"
    AVOID_HINT = "leather, armrests"
    TERMS = "Weitere Wünsche, jeder so stark, wie Sie mögen"
    TERM_HINT = "warm light wood"
    TERM_WEIGHT = "Wie viel „{text}“ zählt; unter null wird es gemieden"
    ANOTHER_TERM = "ein weiterer Wunsch"
    FILTERS = "Filter"
    SHOW_RESULTS = "Ergebnisse zeigen"
    CLEAR_FILTERS = "Filter löschen"
    CATEGORY = "Kategorie"
    ANY_CATEGORY = "Alle"
    STRICT = "Nur diese Kategorie"
    STRICT_HINT = "Aus: Sie kommt zuerst, nahe Verwandte bleiben."
    PRICE = "Preis in {currency}"
    PRICE_FROM, PRICE_TO = "von", "bis"
    COLOURS = "Farben"
    MATERIALS = "Materialien"
    MORE_VALUES = "Mehr"
    WIDTH = "Breite, die passt, in cm"
    WIDTH_HINT = "höchstens"
    SORT = "Sortieren"
    SORT_NAMES = (
        ("Beste zuerst", "match"),
        ("Preis aufsteigend", "price_up"),
        ("Preis absteigend", "price_down"),
    )
    CHIP_LIKE, CHIP_DISLIKE = "Mehr wie {title}", "Weniger wie {title}"
    CHIP_AVOID = "Nicht {text}"
    CHIP_PRICE_RANGE, CHIP_PRICE_FROM, CHIP_PRICE_TO = "{low} bis {high}", "Ab {low}", "Bis {high}"
    CHIP_WIDTH = "Höchstens {width} cm breit"
    CHIP_STRICT = "Nur {category}"
    CHIP_PREFERRED = "{category} zuerst"
    REMOVE = "Entfernen: {what}"
    YOUR_PHOTO = "Ihr Foto"
    PHOTO_PARTS = "Welcher Teil des Fotos zählt"
    WHOLE_PHOTO = "Ganzes Foto"
    PART = "Teil {number}"
    BY_HAND = "Selbst zuschneiden"
    CROP_HELP = "Der Teil des Fotos, der zählt. Pfeiltasten bewegen ihn, mit Umschalt ändern sie seine Größe."
    REMOVE_PHOTO = "Foto entfernen"
    ANOTHER_PHOTO = "Anderes Foto"
    IN_A_ROOM = "In einem Raum"
    INSIGHTS = "Diese Ergebnisse verstehen"
    SWEEP = "Der Regler von Ende zu Ende"
    SWEEP_HINT = "Die besten drei an fünf Stellen des Reglers, vom Foto allein bis zu den Worten allein."
    SWEEP_NEEDS_BOTH = "Zeigen Sie ein Foto und ein paar Worte: Dann ist hier zu sehen, was der Regler dazwischen tut."
    SWEEP_SPANS = "Wo jedes Produkt unter den besten drei ist"
    SWEEP_SPAN = "von {low} % bis {high} % Foto"
    SWEEP_SET = "Den Regler stellen auf {shares}"
    MAP = "Karte der Kandidaten"
    MAP_HINT = (
        "Jeder Punkt ist ein Produkt. Der Pfeil ist der Regler: Was weiter in seiner Richtung liegt, kommt zuerst."
    )
    MAP_NEEDS_BOTH = "Zeigen Sie ein Foto und ein paar Worte: Dann zeigt die Karte, wie nah jedes Produkt beiden ist."
    MAP_PHOTO, MAP_WORDS = "näher am Foto", "näher an den Worten"
    TAGS = "Schlagwort oder Vektor"
    TAGS_HINT = (
        "Warum nicht nach dem Schlagwort filtern? Weil die Hälfte dieses Ladens keines trägt, und die Bilder es wissen."
    )
    TAGS_NONE = "Dieser Katalog hat keine Schlagworte zum Stil, mit denen sich vergleichen ließe."
    TAGS_STYLES = "Stil"
    TAGS_BY_TAG = "Das Schlagwort „{style}“ findet {count}"
    TAGS_BY_VECTOR = "Die ersten {count} zum Wort „{style}“; {untagged} davon tragen das Schlagwort nicht"
    TAGS_UNTAGGED = "ohne Schlagwort"
    WHY = "Warum dieses Ergebnis?"
    WHY_KINDS = {
        "photo": "Ihr Foto", "words": "„{label}“", "avoid": "nicht „{label}“", "like": "Wie {label}",
        "dislike": "Anders als {label}", "category": "{label} zuerst",
    }  # fmt: skip
    WHY_SUM = "Zusammen"
    WHY_HINT = "Jeder Teil hebt oder senkt den Wert, nach dem gereiht wird; das durchschnittliche Produkt hat null."
    WHY_FORMULA = "Die Formel mit ihren Zahlen"
    ACTIONS = "Diese Seite"
    KEEP = "Auf die Merkliste"
    BOARD = "Merkliste"
    BOARD_EMPTY = "Noch nichts gemerkt. Das Lesezeichen an einem Produkt bringt es hierher."
    BOARD_PRIVATE = "Die Merkliste liegt nur in diesem Browser; niemand sonst sieht sie."
    BOARD_ONE, BOARD_COUNT = "1 Produkt", "{count} Produkte"
    BOARD_NO_PRICE = "({count} ohne Preis)"
    BOARD_MISSING = "{count} der gemerkten Produkte gibt es in diesem Laden nicht mehr."
    BOARD_NOTE, BOARD_NOTE_FOR = "Notiz", "Notiz zu {title}"
    BOARD_COLUMNS = ("id", "titel", "kategorie", "preis", "währung", "notiz")
    PRINT, SAVE_CSV = "Drucken", "Als CSV speichern"
    SHARE, SHARE_SHORT = "Diese Suche teilen", "Teilen"
    SHARE_HINT = "Wer diesen Link öffnet, sieht die Suche wie jetzt: Worte, Regler, Filter und was Ihnen gefiel."
    SHARE_PHOTO = (
        "Ihr Foto ist nicht im Link und wird nicht gespeichert. Schicken Sie es mit, wenn die Suche es braucht."
    )
    SHARE_LINK = "Link zu dieser Suche"
    COPY_LINK, COPIED = "Link kopieren", "Kopiert."
    COPY_BY_HAND = "Ihr Browser lässt die Seite nicht kopieren. Der Link ist markiert: mit Strg+C kopieren."
    LINK_PHOTO = "Diese Suche hatte ein Foto, das ein Link nie enthält. Fügen Sie das Foto hinzu, um dasselbe zu sehen."
    LINK_ONE_MISSING = "Ein Produkt aus dem Link gibt es in diesem Laden nicht mehr; es bleibt weg."
    LINK_MISSING = "{count} Produkte aus dem Link gibt es in diesem Laden nicht mehr; sie bleiben weg."
    LINK_OLD = "Das Sortiment hat sich geändert, seit der Link entstand; die Ergebnisse können andere sein."
    TOUR = "So geht es"
    TOUR_STEPS = (
        (
            "Zeigen Sie, was Ihnen gefällt",
            "Ein Foto von einem Möbel oder von einem ganzen Raum: Die Seite sieht, was darauf ist.",
        ),
        (
            "Sagen Sie, was anders sein soll",
            "Farbe, Material, Stimmung, oder was es nicht sein darf, auf Englisch: “in red”, “not leather”.",
        ),
        ("Schieben Sie dazwischen", "Zum Foto hin bleibt die Form, zu den Worten hin ändert sich der Rest, sofort."),
    )
    TOUR_PLACE = "{{step}} von {count}"
    TOUR_SKIP, TOUR_NEXT, TOUR_TRY = "Überspringen", "Weiter", "Ein Beispiel ansehen"
    LANGUAGE = "Sprache"
    EXAMPLES = {
        "in red": "Dieses Stück in Rot",
        "in leather": "Dieses Stück in braunem Leder",
        "alone": "Genau dieses Stück",
        "cosy": "Etwas Gemütliches zum Lesen",
        "minimalist": "Minimalistisch",
        "not black": "Eine Lampe, nicht schwarz",
    }
    TRIAL = "Ihr eigener Katalog"
    TRIAL_LEAVE = "Zurück zum Laden"
    TRIAL_INVITATION = (
        "Bringen Sie einen Feed, ein Zip mit Bildern oder beides mit und suchen Sie darin wie in diesem Laden."
    )
    TRIAL_FEED = "Feed"
    TRIAL_FEED_HINT = (
        "CSV, Google Merchant, Shopify, JSON Lines oder Parquet; Bilder heißen darin wie ihre Datei im Zip."
    )
    TRIAL_PICTURES = "Bilder, als Zip"
    TRIAL_PICTURES_HINT = "Ohne Feed wird jedes Bild ein Produkt, das wie seine Datei heißt."
    TRIAL_START = "Ausprobieren"
    TRIAL_OPEN = "Öffnen"
    TRIAL_REMOVE = "Entfernen"
    TRIAL_HINT = (
        "Höchstens {products} Produkte und {megabytes} MB Bilder. Niemand sonst kann ihn finden, und {minutes} Minuten "
        "nach dem letzten Blick darauf wird er entfernt."
    )
    TRIAL_SENDING = "Die Dateien werden gesendet ..."
    TRIAL_STAGES = {
        "waiting for files": "Warten auf die Dateien ...",
        "waiting": "Zuerst wird ein anderer Katalog gelesen ...",
        "reading": "Feed und Bilder werden gelesen ...",
        "embedding": "Die Bilder werden angesehen: {done} von {total} ...",
        "opening": "Gleich fertig ...",
        "ready": "Fertig.",
        "failed": "",
    }
    TRIAL_LEFT_OUT = "Weggelassene Zeilen: {count}"
    TRIAL_ROW = "Zeile {row}"
    TRIAL_NOTHING = "Wählen Sie zuerst einen Feed oder ein Zip mit Bildern."
    TRIAL_LARGE = "Eine dieser Dateien ist zu groß."
    TRIAL_BROKEN = "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal."
    TRIAL_GONE = "Diesen Katalog gibt es hier nicht mehr. Bitte versuchen Sie es noch einmal."
    QUOTED, AND = "„{text}“", "{first} und {last}"
    NOTES: dict[NoteKind, str] = {
        "one result": "Mindestens ein Ergebnis wird gezeigt.",
        "liked and disliked": "Ein Produkt, das gefällt und missfällt, zählt für keines von beiden.",
        "long text": "Nur die ersten {limit} Zeichen der Worte wurden verwendet.",
        "no weight": "Das Gewicht des Fotos wurde auf {weight} gesetzt.",
        "weight outside": "Das Gewicht des Fotos wurde auf {weight} gesetzt; es liegt zwischen 0 (Worte) und 1 (Foto).",
        "unknown choice": "{given} ist hier unbekannt; {used} wurde verwendet.",
        "many terms": "Nur die ersten {limit} Wünsche wurden verwendet.",
        "many likes": "Nur die letzten {limit} gefallenden Produkte zählen.",
        "many dislikes": "Nur die letzten {limit} missfallenden Produkte zählen.",
        "small crop": "Der Ausschnitt war zu klein, daher zählt das ganze Foto.",
        "product gone": "Produkte, die es in diesem Katalog nicht mehr gibt, lenken die Suche nicht und bleiben weg.",
        "category gone": "Die bevorzugte Kategorie gibt es in diesem Katalog nicht; sie bleibt weg.",
        "left out": "Produkte, die als {phrases} geführt werden, bleiben weg.",
        "pictures decide": "Über {phrases} entscheiden nur die Bilder; manche Ergebnisse können es trotzdem zeigen.",
        "sorted part": "Nach Preis sortiert unter den {count} Ergebnissen, die am besten passen.",
    }
    ERRORS = {
        "PictureUnreadable": "Dieses Bild lässt sich nicht lesen. Versuchen Sie ein Foto als JPEG, PNG oder WebP.",
        "PictureTooLarge": "Dieses Bild ist zu groß: {size:.0f} {unit}, gelesen werden höchstens {limit:.0f} {unit}. "
        "Speichern Sie es kleiner und versuchen Sie es noch einmal.",
        "ArchiveRefused": "Dieses Zip lässt sich nicht verwenden: Es ist beschädigt, zu groß oder enthält, was nicht "
        "hineingehört.",
        "TrialRefused": "Dieser Katalog kann nicht ausprobiert werden: Er ist zu groß, unvollständig, oder es werden "
        "zu viele ausprobiert.",
        "UnknownProduct": "Dieses Produkt gibt es in diesem Katalog nicht.",
        "UnknownFilter": "Diesen Filter gibt es nicht.",
        "IndexUnavailable": "Die Suche ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    }
