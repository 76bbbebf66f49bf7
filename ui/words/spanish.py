"""Every sentence of the page in Spanish."""

from __future__ import annotations

from search import NoteKind
from ui.words.english import English


class Spanish(English):
    """The page in Spanish."""

    LOCALE = "es"
    OWN_NAME = "Español"
    TAGLINE = "Encuentra muebles con una foto y palabras."
    INVITATION = "Muestra una foto, di qué debe ser distinto y desliza entre las dos cosas."
    PHOTO = "Foto"
    PHOTO_HINT = "Arrastra o pega una foto, o haz clic para elegirla"
    TEXT = "Palabras"
    TEXT_HINT = "en inglés: in red velvet · minimalist · not leather"
    WEIGHT = "¿Qué cuenta más?"
    WEIGHT_IDLE = "Cuenta cuando hay una foto y palabras."
    WEIGHT_SHARES = "{photo} % foto, {words} % palabras"
    SEARCH = "Buscar"
    START_OVER = "Empezar de nuevo"
    BLEND = "Cómo se combinan foto y palabras"
    BLEND_NAMES = (("Equilibrado: ambas cuentan igual", "balanced"), ("Centroide: la suma de manual", "centroid"))
    FRONT_PAGE = "Un vistazo a la tienda"
    FRONT_PAGE_HINT = "{count} productos en {variants} variantes"
    RESULTS_PHOTO = "Lo más cercano a tu foto"
    RESULTS_LIKE = "Más como {title}"
    RESULTS_TEXT = "Lo más cercano a «{text}»"
    RESULTS_BOTH = "Tu foto, con «{text}»"
    RESULTS = "Lo que mejor encaja"
    NOTHING_CLOSE = "Nada de este catálogo se le acerca; esto es lo más próximo."
    NOTHING_FOUND = "Ningún producto encaja. Prueba con otras palabras u otra foto."
    MATCH = "{percent} % de acuerdo"
    MORE_LIKE_THIS = "Más como este"
    CLOSE = "Cerrar"
    VARIANTS = "También en"
    MADE_FROM, UNKNOWN_CREATOR = "Modelo 3D: {creator}, {license}. {source}", "desconocido"
    MATCH_PHOTO, MATCH_WORDS = "Foto", "Palabras"
    SIZE = "{width} × {depth} × {height} cm (ancho × fondo × alto)"
    FACT_NAMES = {
        "category": "Categoría", "colours": "Color", "materials": "Material", "style": "Estilo", "size": "Medidas"
    }  # fmt: skip
    PROBLEM = "No ha funcionado"
    NO_NUMBER = "{name} tiene que ser un número."
    UNEXPECTED = "Algo ha fallado por nuestra parte. Abajo siguen los últimos resultados buenos."
    LANGUAGE_NOTE = "Las palabras de búsqueda se entienden en {languages}."
    SEARCH_LANGUAGES = {"en": "inglés", "de": "alemán", "es": "español", "*": "español y en muchos idiomas"}
    CLOSER_TO_WORDS, CLOSER_TO_PHOTO = "Más hacia las palabras", "Más hacia la foto"
    MOVED_UP, MOVED_DOWN, MOVED_IN = "Sube {places}", "Baja {places}", "Nuevo"
    RESULTS_TIME = "{total} productos · {ms} ms"
    NO_ENCODER = "sin volver a calcular"
    SHOW_MORE = "Mostrar más"
    SHOWN_OF = "{shown} de {total}"
    LESS_LIKE_THIS = "Menos como este"
    ADVANCED = "Evitar algo, sopesar varios deseos"
    AVOID = "Lejos de"
    AVOID_HINT = "leather, armrests"
    TERMS = "Más deseos, cada uno tan fuerte como quieras"
    TERM_HINT = "warm light wood"
    TERM_WEIGHT = "Cuánto cuenta «{text}»; por debajo de cero se evita"
    ANOTHER_TERM = "otro deseo"
    FILTERS = "Filtros"
    SHOW_RESULTS = "Ver resultados"
    CLEAR_FILTERS = "Quitar filtros"
    CATEGORY = "Categoría"
    ANY_CATEGORY = "Todas"
    STRICT = "Solo esta categoría"
    STRICT_HINT = "Si no, va primero y quedan las más cercanas."
    PRICE = "Precio en {currency}"
    PRICE_FROM, PRICE_TO = "desde", "hasta"
    COLOURS = "Colores"
    MATERIALS = "Materiales"
    MORE_VALUES = "Más"
    WIDTH = "Ancho que cabe, en cm"
    WIDTH_HINT = "hasta"
    SORT = "Ordenar por"
    SORT_NAMES = (
        ("Mejor resultado", "match"),
        ("Precio, de menor a mayor", "price_up"),
        ("Precio, de mayor a menor", "price_down"),
    )
    CHIP_LIKE, CHIP_DISLIKE = "Más como {title}", "Menos como {title}"
    CHIP_AVOID = "Sin {text}"
    CHIP_PRICE_RANGE, CHIP_PRICE_FROM, CHIP_PRICE_TO = "De {low} a {high}", "Desde {low}", "Hasta {high}"
    CHIP_WIDTH = "Hasta {width} cm de ancho"
    CHIP_STRICT = "Solo {category}"
    CHIP_PREFERRED = "{category} primero"
    REMOVE = "Quitar: {what}"
    YOUR_PHOTO = "Tu foto"
    PHOTO_PARTS = "Qué parte de la foto cuenta"
    WHOLE_PHOTO = "Foto entera"
    PART = "Parte {number}"
    BY_HAND = "Recortar a mano"
    CROP_HELP = "La parte de la foto que cuenta. Las flechas la mueven; con Mayús cambian su tamaño."
    REMOVE_PHOTO = "Quitar la foto"
    ANOTHER_PHOTO = "Otra foto"
    IN_A_ROOM = "En una habitación"
    INSIGHTS = "Entender estos resultados"
    SWEEP = "El regulador de punta a punta"
    SWEEP_HINT = "Los tres mejores en cinco puntos del regulador, de solo la foto a solo las palabras."
    SWEEP_NEEDS_BOTH = "Muestra una foto y escribe unas palabras: aquí se verá lo que hace el regulador entre las dos."
    SWEEP_SPANS = "Dónde está cada producto entre los tres mejores"
    SWEEP_SPAN = "del {low} % al {high} % de foto"
    SWEEP_SET = "Poner el regulador en {shares}"
    MAP = "Mapa de candidatos"
    MAP_HINT = "Cada punto es un producto. La flecha es el regulador: lo que queda más adelante en ella va primero."
    MAP_NEEDS_BOTH = "Muestra una foto y escribe unas palabras: el mapa dirá lo cerca que está cada producto de ambas."
    MAP_PHOTO, MAP_WORDS = "más cerca de la foto", "más cerca de las palabras"
    TAGS = "Etiquetas o vectores"
    TAGS_HINT = "¿Por qué no filtrar por la etiqueta? Porque media tienda no la lleva, y las fotos lo saben."
    TAGS_NONE = "Este catálogo no tiene etiquetas de estilo con las que comparar."
    TAGS_STYLES = "Estilo"
    TAGS_BY_TAG = "La etiqueta «{style}» encuentra {count}"
    TAGS_BY_VECTOR = "Los primeros {count} para la palabra «{style}»; {untagged} de ellos no llevan la etiqueta"
    TAGS_UNTAGGED = "sin etiqueta"
    WHY = "¿Por qué este resultado?"
    WHY_KINDS = {
        "photo": "Tu foto", "words": "«{label}»", "avoid": "no «{label}»", "like": "Como {label}",
        "dislike": "Distinto de {label}", "category": "{label} primero",
    }  # fmt: skip
    WHY_SUM = "En total"
    WHY_HINT = "Cada parte suma o resta al valor que ordena los resultados; el producto medio tiene cero."
    WHY_FORMULA = "La fórmula, con sus números"
    ACTIONS = "Esta página"
    KEEP = "Guardar en la lista"
    BOARD = "Mi lista"
    BOARD_EMPTY = "Aún no hay nada guardado. La cinta de cada producto lo trae aquí."
    BOARD_PRIVATE = "La lista se guarda solo en este navegador; nadie más la ve."
    BOARD_ONE, BOARD_COUNT = "1 producto", "{count} productos"
    BOARD_NO_PRICE = "({count} sin precio)"
    BOARD_MISSING = "{count} de los productos guardados ya no están en esta tienda."
    BOARD_NOTE, BOARD_NOTE_FOR = "Una nota", "Nota sobre {title}"
    BOARD_COLUMNS = ("id", "título", "categoría", "precio", "moneda", "nota")
    PRINT, SAVE_CSV = "Imprimir", "Guardar como CSV"
    SHARE, SHARE_SHORT = "Compartir esta búsqueda", "Compartir"
    SHARE_HINT = "Quien abra este enlace verá la búsqueda como está: palabras, regulador, filtros y lo que te gustó."
    SHARE_PHOTO = "Tu foto no va en el enlace ni se guarda. Envíala aparte si la búsqueda la necesita."
    SHARE_LINK = "Enlace a esta búsqueda"
    COPY_LINK, COPIED = "Copiar enlace", "Copiado."
    COPY_BY_HAND = "Tu navegador no deja copiar a la página. El enlace está seleccionado: cópialo con Ctrl+C."
    LINK_PHOTO = "Esta búsqueda tenía una foto, que un enlace nunca lleva. Añade la foto para ver lo mismo."
    LINK_ONE_MISSING = "Un producto del enlace ya no está en esta tienda y se ha dejado fuera."
    LINK_MISSING = "{count} productos del enlace ya no están en esta tienda y se han dejado fuera."
    LINK_OLD = "Los productos han cambiado desde que se hizo el enlace; los resultados pueden ser otros."
    TOUR = "Cómo funciona"
    TOUR_STEPS = (
        ("Muestra algo que te guste", "Una foto de un mueble, o de una habitación entera: la página ve lo que hay."),
        (
            "Di qué debe ser distinto",
            "Un color, un material, un ambiente, o lo que no debe ser, en inglés: “in red”, “not leather”.",
        ),
        (
            "Desliza entre las dos",
            "Hacia la foto se conserva la forma; hacia las palabras cambia lo demás, al momento.",
        ),
    )
    TOUR_PLACE = "{{step}} de {count}"
    TOUR_SKIP, TOUR_NEXT, TOUR_TRY = "Saltar", "Siguiente", "Probar un ejemplo"
    LANGUAGE = "Idioma"
    EXAMPLES = {
        "in red": "Este mueble, en rojo",
        "in leather": "Este mueble, en cuero marrón",
        "alone": "Justo este mueble",
        "cosy": "Algo acogedor para leer",
        "minimalist": "Minimalista",
        "not black": "Una lámpara, no negra",
    }
    TRIAL = "Tu propio catálogo"
    TRIAL_LEAVE = "Volver a la tienda"
    TRIAL_INVITATION = "Trae un feed, un zip de fotos o ambos, y busca en ellos como en esta tienda."
    TRIAL_FEED = "Feed"
    TRIAL_FEED_HINT = (
        "CSV, Google Merchant, Shopify, JSON Lines o Parquet; nombra sus fotos como sus archivos en el zip."
    )
    TRIAL_PICTURES = "Fotos, en un zip"
    TRIAL_PICTURES_HINT = "Sin feed, cada foto es un producto con el nombre de su archivo."
    TRIAL_START = "Probarlo"
    TRIAL_OPEN = "Abrirlo"
    TRIAL_REMOVE = "Quitarlo"
    TRIAL_HINT = (
        "Como mucho {products} productos y {megabytes} MB de fotos. Nadie más puede encontrarlo, y se borra {minutes} "
        "minutos después de la última visita."
    )
    TRIAL_SENDING = "Enviando los archivos ..."
    TRIAL_STAGES = {
        "waiting for files": "Esperando los archivos ...",
        "waiting": "Antes se lee otro catálogo ...",
        "reading": "Leyendo el feed y las fotos ...",
        "embedding": "Mirando las fotos: {done} de {total} ...",
        "opening": "Ya casi está ...",
        "ready": "Listo.",
        "failed": "",
    }
    TRIAL_LEFT_OUT = "Filas omitidas: {count}"
    TRIAL_ROW = "Fila {row}"
    TRIAL_NOTHING = "Elige antes un feed o un zip de fotos."
    TRIAL_LARGE = "Uno de estos archivos es demasiado grande."
    TRIAL_BROKEN = "Algo ha fallado por nuestra parte. Inténtalo de nuevo."
    TRIAL_GONE = "Este catálogo ya no está aquí. Inténtalo de nuevo."
    QUOTED, AND = "«{text}»", "{first} y {last}"
    NOTES: dict[NoteKind, str] = {
        "one result": "Se muestra al menos un resultado.",
        "liked and disliked": "Un producto que gusta y disgusta a la vez no cuenta.",
        "long text": "Solo se han usado los primeros {limit} caracteres de las palabras.",
        "no weight": "El peso de la foto se ha puesto en {weight}.",
        "weight outside": "El peso de la foto se ha puesto en {weight}; va de 0 (palabras) a 1 (foto).",
        "unknown choice": "{given} no se conoce aquí; se ha usado {used}.",
        "many terms": "Solo se han usado los primeros {limit} deseos.",
        "many likes": "Solo cuentan los últimos {limit} productos que gustan.",
        "many dislikes": "Solo cuentan los últimos {limit} productos que disgustan.",
        "small crop": "El recorte era demasiado pequeño, así que cuenta la foto entera.",
        "product gone": "Los productos que ya no están en este catálogo no guían la búsqueda y se han dejado fuera.",
        "category gone": "La categoría preferida no está en este catálogo y se ha dejado fuera.",
        "left out": "Se han dejado fuera los productos que figuran como {phrases}.",
        "pictures decide": "Sobre {phrases} deciden solo las fotos; algunos resultados pueden mostrarlo aún.",
        "sorted part": "Ordenados por precio los {count} resultados que mejor encajan.",
    }
    ERRORS = {
        "PictureUnreadable": "Esta imagen no se puede leer. Prueba con una foto JPEG, PNG o WebP.",
        "PictureTooLarge": "Esta imagen es demasiado grande: {size:.0f} {unit}, y se leen como mucho "
        "{limit:.0f} {unit}. Guárdala más pequeña e inténtalo de nuevo.",
        "ArchiveRefused": "Este zip no se puede usar: está dañado, es demasiado grande o contiene lo que no debe.",
        "TrialRefused": "Este catálogo no se puede probar: es demasiado grande, está incompleto o ya se están probando "
        "demasiados.",
        "UnknownProduct": "Este producto no está en este catálogo.",
        "UnknownFilter": "Ese filtro no existe.",
        "IndexUnavailable": "La búsqueda no está disponible ahora. Inténtalo de nuevo dentro de un momento.",
    }
