#!/usr/bin/env python3
"""Writes the sample data of the demo: the customers of a made-up IT vendor.

Everything here is invented: people, companies, towns' streets, words. The
result depends only on this file (fixed seed, standard library only), and the
script checks what it wrote and stops if a promise is broken.
"""
import csv
import datetime as dt
import io
import pathlib
import random
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
RNG = random.Random(20261122)
START = dt.datetime(2025, 11, 3, 8, 0)
END = dt.datetime(2026, 11, 20, 17, 0)
STAGES = ["exploration", "awareness", "expansion", "commitment", "dissolution"]
CAUSES = {"failed_trial", "dissatisfied", "better_offer", "need_gone",
          "low_volume", "fraud", "non_payment", "other"}
RELATIONS = ["transactional", "long_term", "personal_assistance",
             "dedicated_assistance", "self_service", "automated", "community"]
CHANNELS = {"phone", "email", "meeting", "letter", "chat", "web_form",
            "voicemail", "social", "note"}

# ---------------------------------------------------------------- agents
AGENTS = {  # key: name, local part, team, supervisor's key
    "S": ("Solène Maubracq", "solene.maubracq", "Direction", ""),
    "T": ("Thibaut Vercoran", "thibaut.vercoran", "Ventes", "S"),
    "H": ("Hélène Tournevire", "helene.tournevire", "Support", "S"),
    "A": ("Anaïs Lœuillac", "anais.loeuillac", "Ventes", "T"),
    "G": ("Gwenaël Pradoux", "gwenael.pradoux", "Ventes", "T"),
    "P": ("Priya Oakenshaw", "priya.oakenshaw", "Ventes", "T"),
    "M": ("Maël Crozatin", "mael.crozatin", "Support", "H"),
    "L": ("Loïc d'Arbessan", "loic.darbessan", "Support", "H"),
}

# ---------------------------------------------------------------- places
# town: postal code, country, phone zone
TOWNS = {
    "Lyon": ("69003", "FR", "4"), "Villeurbanne": ("69100", "FR", "4"),
    "Vienne": ("38200", "FR", "4"), "Grenoble": ("38000", "FR", "4"),
    "Annecy": ("74000", "FR", "4"), "Saint-Étienne": ("42000", "FR", "4"),
    "Valence": ("26000", "FR", "4"), "Roanne": ("42300", "FR", "4"),
    "Bourg-en-Bresse": ("01000", "FR", "4"), "Chambéry": ("73000", "FR", "4"),
    "Le Puy-en-Velay": ("43000", "FR", "4"), "Montélimar": ("26200", "FR", "4"),
    "Villefranche-sur-Saône": ("69400", "FR", "4"), "Tarare": ("69170", "FR", "4"),
    "Givors": ("69700", "FR", "4"), "Oyonnax": ("01100", "FR", "4"),
    "Nîmes": ("30000", "FR", "4"), "Mâcon": ("71000", "FR", "3"),
    "Beaune": ("21200", "FR", "3"), "Besançon": ("25000", "FR", "3"),
    "Strasbourg": ("67000", "FR", "3"), "Lille": ("59000", "FR", "3"),
    "Nantes": ("44000", "FR", "2"), "Rennes": ("35000", "FR", "2"),
    "Bordeaux": ("33000", "FR", "5"), "Toulouse": ("31000", "FR", "5"),
    "Paris": ("75011", "FR", "1"), "Montreuil": ("93100", "FR", "1"),
    "Liège": ("4000", "BE", ""), "Namur": ("5000", "BE", ""),
    "Bruxelles": ("1000", "BE", ""),
    "Genève": ("1204", "CH", ""), "Lausanne": ("1003", "CH", ""),
    "London": ("SE1 9ZZ", "GB", "UK"), "Bath": ("BA1 9ZZ", "GB", "UK"),
    "Bristol": ("BS1 9ZZ", "GB", "UK"), "Totnes": ("TQ9 9ZZ", "GB", "UK"),
    "Whitby": ("YO21 9ZZ", "GB", "UK"), "Leeds": ("LS1 9ZZ", "GB", "UK"),
}
STREETS_FR = ["rue des Lavandières", "quai de la Sardine", "rue du Vieux-Moulin",
              "impasse du Chat-Perché", "avenue des Tilleuls", "place de l'Œuvre",
              "chemin des Écoliers", "rue de la Corderie", "montée des Soupirs",
              "boulevard du Tramway", "rue Traversière", "allée des Mûriers",
              "rue du Four-à-Chaux", "passage de l'Horloge", "route de la Bresse",
              "rue de l'Abbé-Distrait", "zone artisanale des Îles"]
STREETS_EN = ["Tanner's Yard", "Mill Lane", "Lantern Street", "Old Ropewalk",
              "Bramble Hill", "Quayside", "Cobbler's Row"]

# ---------------------------------------------------------------- organisations
# name|industry|employees|town|parent (row number of the parent organisation)
ORGS = """
Boulangerie Œuvre & Mie|food|14|Lyon|
Cabinet dentaire du Sourire Tranquille|health|9|Villeurbanne|
Fromagerie "La Croûte Pensive"|food|22|Beaune|
Transports Gravelin, Père et Filles|transport|85|Vienne|
Imprimerie Foulquenet|manufacturing|41|Saint-Étienne|
École de musique La Clé d'Ut|education|17|Bourg-en-Bresse|
Clinique vétérinaire des Trois Museaux|health|12|Lyon|
Whitlow & Prynne, Bookbinders|crafts|11|London|
Théâtre de l'Œil-de-Bœuf|culture|26|Lyon|
Étude Brisemotte & Associés, notaires|legal|19|Mâcon|
Hôtel du Paon Naïf|hospitality|33|Annecy|
The Wandering Teapot Ltd|hospitality|48|Bath|
Coopérative du Haricot Têtu|agriculture|30|Montélimar|
Menuiserie Copelard|construction|8|Givors|
Laboratoire Lumignac|health|64|Grenoble|
Brasserie La Mousse Méditative|food|16|Liège|
Commune de Saint-Oublin-les-Tuiles|public|52|Tarare|
Pennyfeather Cycles|retail|21|Bristol|
Horlogerie Tempsclair SA|crafts|37|Genève|
Association Les Chats d'Abord|association|4|Villeurbanne|
Atelier d'architecture Lœss & Lauze|construction|23|Chambéry|
Pharmacie du Pont Tordu|health|10|Vienne|
Librairie L'Encre et la Puce|retail|6|Lyon|
Owlcote Schools Trust|education|120|Totnes|
Garage Mécanoïde|retail|7|Oyonnax|
Chocolaterie Nougarède et Cie|food|18|Montélimar|
Plomberie Goutte-à-Goutte|construction|9|Villefranche-sur-Saône|
Conserverie du Cornichon Fier|food|44|Roanne|
Cabinet comptable Virgulon|finance|15|Lyon|
Pépinières Feuillejoie|agriculture|27|Bourg-en-Bresse|
Auto-école Le Créneau Parfait|education|6|Villeurbanne|
Traiteur Ravigotte & Fils|food|13|Beaune|
Opticiens Clairvoy|retail|11|Valence|
Société Tréfilac|manufacturing|140|Saint-Étienne|
Tréfilac Outillage|manufacturing|35|Oyonnax|34
Tréfilac Belgique|manufacturing|18|Namur|34
Crèche Les Petits Œufs|education|12|Lyon|
Maison d'édition Le Loup Lettré|culture|8|Paris|
Ferme-auberge du Coq Bègue|hospitality|5|Bourg-en-Bresse|
Cordonnerie Semelle d'Or|crafts|3|Lyon|
Assurances Parapluvial|finance|58|Nantes|
Quincaillerie Bourdillac|retail|24|Roanne|
Cidrerie Pommerelle|food|15|Rennes|
Vitrail & Lumière Kervadenn|crafts|6|Rennes|
Radio Brume|culture|19|Lyon|
Groupe Hôtelier Belledune|hospitality|210|Nîmes|
Hôtel Belledune Plage|hospitality|40|Bordeaux|46
Hôtel Belledune Gare|hospitality|31|Toulouse|46
Hôtel Belledune Lac|hospitality|28|Annecy|46
Cinéma Le Strapontin|culture|10|Besançon|
Kinésithérapie Dos à Dos|health|5|Valence|
Biscuiterie Craquelune|food|62|Nantes|
Ostréiculture Maroüel|agriculture|14|Bordeaux|
Cabinet d'avocats Plaidoux, Contrel & Sagnes|legal|28|Lyon|
Serrurerie Troispênes|crafts|4|Villeurbanne|
Moulin de l'Aïeule|food|9|Mâcon|
Tissages Navetier|manufacturing|73|Tarare|
Laverie Bulle & Cie|services|3|Lyon|
Poissonnerie L'Arête Vive|food|6|Lyon|
Jardinerie Mille et Une Bêches|retail|29|Villefranche-sur-Saône|
Bureau d'études Hydralune|services|34|Grenoble|
Mutuelle de l'Édredon|finance|95|Lille|
Ébénisterie Nœud de Chêne|crafts|7|Besançon|
Fonderie Brûlefer|manufacturing|118|Givors|
Centre équestre du Sabot Léger|association|8|Bourg-en-Bresse|
Agence de voyages Loin d'Ici|services|11|Paris|
Agence immobilière Pignon sur Cour|services|13|Lyon|
Salon de coiffure Épi & Raie|services|5|Saint-Étienne|
Apiculture Bourdonnet|agriculture|4|Le Puy-en-Velay|
Lentilles du Vieux Volcan|agriculture|12|Le Puy-en-Velay|
Musée du Parapluie Perdu|culture|9|Le Puy-en-Velay|
Ludothèque Pion-Pion|association|3|Grenoble|
Station de ski Combe-Gelinotte|hospitality|88|Chambéry|
Remontées mécaniques Combe-Gelinotte|transport|42|Chambéry|73
Ambulances du Val Serein|transport|36|Valence|
Taxis Marmotte|transport|15|Annecy|
Graphisme Pattes-de-Mouche|services|6|Montreuil|
Verrerie Soufflenheim-le-Haut|manufacturing|55|Strasbourg|
Charcuterie Groingras|food|17|Lyon|
Winstub Au Hérisson Poli|hospitality|12|Strasbourg|
Brasserie du Tire-Bouchon Gaucher|hospitality|20|Lyon|
Papeterie Trombonnier|retail|8|Lille|
Couverture Tuilançon|construction|16|Roanne|
Maçonnerie Aplomb & Niveau|construction|32|Givors|
Électricité Courtjus|construction|11|Vienne|
Paysagistes L'Herbe Folle|services|14|Nantes|
Orthophonie Mot à Mot|health|3|Villeurbanne|
Résidence Les Hirondelles Tardives|health|67|Mâcon|
Collège privé Sainte-Virgule|education|49|Lyon|
Syndicat des eaux de la Veyronne|public|38|Vienne|
Office de tourisme du Haut-Grelot|public|7|Chambéry|
Bibliothèque de Montrepas|public|11|Roanne|
Club d'échecs Le Fou du Roi|association|2|Lyon|
Chorale Les Voix d'Œuvre|association|2|Saint-Étienne|
Banque alimentaire du Canut|association|9|Lyon|
Confiserie Papillotin|food|25|Lyon|
Torréfaction Grain de Folie|food|7|Toulouse|
Aéroclub de la Buse Distraite|association|6|Valence|
Logiciels Pamplelune|services|21|Grenoble|
Start-up Navetto|services|13|Lyon|
Studio de yoga Chien Tête en Haut|services|3|Paris|
Location Échaf'Haut|construction|22|Toulouse|
Cartonnages Plivert|manufacturing|77|Lille|
Cartonnages Plivert Sud|manufacturing|29|Nîmes|103
Chocolaterie Vandermoulle|food|19|Bruxelles|
Gaufrerie du Perron Penché|food|8|Liège|
Éditions Phylactère Bleu|culture|14|Bruxelles|
Fiduciaire Cornavolle|finance|23|Genève|
Vignobles Lavauzel|agriculture|17|Lausanne|
Clinique du Mont-Tiède|health|90|Lausanne|
Harrowmere Pottery|crafts|9|Whitby|
Salt & Thistle Smokehouse|food|16|Whitby|
Quillfeather Solicitors|legal|25|Leeds|
O'Mallory's Umbrella Works|manufacturing|31|London|
Teapot Kitchens Ltd|food|22|Bristol|12
Brambleby Garden Rooms|construction|18|Bath|
The Second-Best Bed Company|hospitality|12|Totnes|
Lanternhouse Theatre|culture|15|Leeds|
Gravelin Logistique|transport|40|Villefranche-sur-Saône|4
Pilchard & Daughters Marine|retail|13|Bristol|
""".strip().splitlines()

# ---------------------------------------------------------------- persons
# contacts of the story customers: given|family|employer row|title|birthday
CONTACTS = """
Océane|Tardivault|1|Gérante|1983-04-17
Bérengère|Quincampois|2|Chirurgienne-dentiste|--06-02
Aurèle|Fondrillon|3|Maître affineur|1971-11-30
Maïwenn|Gravelin|4|Directrice d'exploitation|
Ferdinand|Foulquenet|5|Gérant|1964-02-29
Zoé|Bémollet|6|Directrice|--09-21
Noëlle|Griffaton|7|Vétérinaire associée|1979-12-24
Isolde|Prynne|8|Partner|--03-08
Côme|Rideaulong|9|Régisseur général|
Maxence|Brisemotte|10|Notaire|1968-07-14
Cléo|Paonnier|11|Directrice d'hôtel|--08-19
Barnaby|Crumpsall|12|Operations Manager|1990-10-05
Gaël|Cossedure|13|Président|
Régis|Copelard|14|Gérant|
Éléonore|Lumignac|15|Directrice scientifique|1975-05-09
Wivine|Houblonnet|16|Brasseuse|--12-06
Anselme|Tuilotte|17|Secrétaire général de mairie|1966-01-11
Tamsin|Pennyfeather|18|Owner|1988-06-27
Balthazar|Tempsclair|19|Administrateur|1959-03-03
Mirabelle|Chaton|20|Trésorière bénévole|--02-14
Swann|Lauzeron|21|Architecte associé|
Apolline|Pontourdu|22|Pharmacienne titulaire|1981-09-01
Anatole|Encrevif|23|Libraire|--04-23
Rosalind|Thackwell|24|Trust Business Manager|1972-08-08
Kévin|Mécanot|25|Gérant|
Hector|Bourdillac|42|Gérant|1962-10-18
""".strip().splitlines()
GIVEN_FR = """Élodie Théo Françoise Loïs Clémence Gaspard Inès Raphaëlle Hervé Naïma Cédric Joëlle
Baptistine Ulysse Mélusine Étienne Capucine Firmin Ségolène Achille Amandine Léopold Maëlys Corentin
Philomène Raoul Héloïse Gédéon Yasmina Côme Thaïs Basile Odile Emeric Lucette Noé Valère Fanchon""".split()
FAMILY_FR = """Bréchignoux Vaucanteau Pélissandre Maltaverne Cœurjoly-Prat Dessertenne Gambaroux Lhérisson
Toussepain Quatresous Bellavoine Chantegrive Rocqueplate Fenouillon Mouillefert Tranchevent Poitrenaud
Grelottin d'Entraygues-Mol Pincemaille Coquebert Vertaluque Ouistrac Boutefeuille Sauvignard Trompillon
Haricourt L'Hévéder-Coz Fricassin Brindacier Passepoil Jolivent-Roc Lampadour Cornebise Tournesac Mirlitou
Épinochet Garancière""".split()
GIVEN_EN = "Maud Percival Winifred Jago Beatrix Rufus Hattie Alaric Nell Ottoline Clem Fergus".split()
FAMILY_EN = """Snodberry Thistlewick O'Hanrattie Wetherspool-Jones Bramblecote Tuppence Marrowby Applethwaite
Dunkerley-Moss Piddock Hathersedge Gooseberry""".split()
TITLES_FR = ["Responsable informatique", "Assistante de direction", "Comptable", "Directeur général",
             "Responsable des achats", "Office manager", "Chef d'atelier", "Secrétaire", "Stagiaire (longue durée)",
             "Responsable logistique", "Directrice administrative et financière"]
TITLES_EN = ["IT Manager", "Finance Director", "Office Manager", "Workshop Foreman", "Owner's cousin (does the computers)"]
DESC_FR = [
    "Vieux serveur sous l'escalier, étiqueté « ne pas éteindre ».", "Demande toujours un devis en deux exemplaires.",
    "Préfère le téléphone ; répond aux courriels le vendredi.", "Le chien du patron assiste aux réunions.",
    "Rencontrés au salon des PME de Villeurbanne.", "Recommandés par un voisin de palier, qui nous a coûté un café.",
    "Parc hétéroclite : sept postes, sept marques.", "Comptabilité tenue dans un tableur de 41 onglets.",
    "Très attachés aux délais ; noter toute promesse par écrit.", "Clôture comptable fin mars : ne pas appeler.",
    "Wi-Fi capricieux depuis l'arrivée du four neuf.", "Budget voté en janvier, dépensé en février.",
    "Grand potentiel, petite armoire électrique.", "Livraison par la cour ; le portail s'ouvre à 8 h, pas avant.",
    "Le code du local technique est connu de tout le quartier.", "Fermé le lundi. Vraiment fermé.",
    "Ancien client d'un concurrent disparu.", "Attendent la fibre depuis trois maires.",
    "Dernière sauvegarde connue : une clé USB en forme de canard.", "Aiment les schémas ; éviter les sigles."]
DESC_EN = [
    "Met at a trade fair; kept our pen.", "Server lives in the broom cupboard. So does the broom.",
    "Prefers e-mail, answers in haiku.", "Wants everything in writing, then rings to discuss it.",
    "Year end in April: leave them be.", "Backups on a drawer full of discs, unlabelled.",
    "Loyal, patient, and fond of biscuits.", "Bought one switch in 2024 and still talks about it."]

# ---------------------------------------------------------------- stories
# '# Cnnnn|relationship|owner|since|description', then
# '> when|to stage|reason|ended by|cause|agent' for moves and
# 'when|channel|i(n),o(ut),n(ternal)|agent|subject|body|minutes|outcome|+ = - ~'
STORIES = r'''
# C0001|personal_assistance|A|2025-11-04T06:40:00Z|Boulangerie de quartier, trois fours, un Wi-Fi fariné.
2025-11-04 06:45|voicemail|i|A|Le terminal de carte ne passe plus|Oui bonjour, Océane Tardivault, de la boulangerie. Le terminal de paiement ne marche qu'à côté de la porte. Mes clientes paient dehors, sous la pluie. Rappelez-moi, mais pas entre 7 h et 9 h, c'est les croissants.||à rappeler|-
2025-11-04 10:05|phone|o|A|Premier appel : Wi-Fi de la boutique|Elle décrit un boîtier d'opérateur posé derrière le pétrin. Trois murs de pierre, un four à sole. Je propose une visite avec deux bornes de prêt.|18|visite prévue|+
> 2025-11-06 14:00|awareness|Visite acceptée, le besoin est clair|||A
2025-11-13 14:00|meeting|o|M|Visite et mesure du signal|Relevé fait pièce par pièce. Le fournil est une cage de Faraday qui sent bon. Deux bornes Maille Air suffisent, plus un petit commutateur hors de portée de la farine.|75|devis à faire|+
2025-11-17 09:20|email|o|A|Devis Maille Air, deux bornes|Bonjour Madame Tardivault,\n\nVous trouverez ci-joint le devis : deux bornes Maille Air, un commutateur Maille 8 dans un coffret étanche, pose comprise, 940 € HT.\n\nBien à vous,\nAnaïs||devis envoyé|=
2025-11-21 13:30|email|i|A|Re: Devis Maille Air, deux bornes|C'est d'accord, mais je m'inquiète pour le délai : décembre, c'est les bûches. Si vous n'êtes pas venus avant le 5, ce sera en février.\nOcéane T.||inquiétude sur le délai|~
2025-11-24 08:30|phone|o|A|Date de pose garantie|Pose bloquée le 2 décembre à 14 h, après la vente du midi. Elle dit : "Je note au crayon, vous me prouverez." |6|commande confirmée|+
> 2025-11-24 09:00|expansion|Première commande : deux bornes|||A
2025-12-02 14:10|meeting|o|M|Jour de pose|Bornes fixées, coffret posé au-dessus de la chambre froide. Le terminal passe jusqu'au bout de la file. Reparti avec une brioche, non facturée.|140|installé|+
2026-02-11 09:45|phone|i|L|Le commutateur clignote orange|La farine était bien dehors, mais la ficelle à rôti était prise dans le câble. Rebranché avec elle au téléphone.|9|résolu|=
2026-05-19 13:00|meeting|o|A|Contrat Veille Jour|Présentation du contrat autour d'un plan de travail. Elle signe avec un stylo enfariné : exemplaire à remplacer ou à encadrer.|40|contrat signé|+
> 2026-05-19 14:00|commitment|Contrat Veille Jour signé pour deux ans|||A
2026-10-13 12:50|social|i|A|Merci public|« Grâce à l'Atelier, on peut payer son pain depuis le trottoir d'en face. Ce n'est pas une invitation. »||à partager|+

# C0002|dedicated_assistance|G|2025-11-10T09:00:00Z|Quatre fauteuils, des radios volumineuses et aucune tolérance à la panne.
2025-11-10 09:10|web_form|i|G|Demande de rappel : sauvegarde des radios|Nous avons 1,8 To de radiographies sur un disque qui fait le bruit d'un détartrage. Merci de nous rappeler.||à rappeler|-
2025-11-10 11:30|phone|o|G|Qualification du besoin|Le Dr Quincampois veut une copie sur place et une copie ailleurs. Elle demande où sont les données de santé : en France, contrat à l'appui.|22|démo proposée|=
> 2025-11-18 10:00|awareness|Démonstration acceptée|||G
2025-11-20 12:15|meeting|o|G|Démonstration du Coffre C4|Restauration d'un cliché en 40 secondes devant toute l'équipe. Une assistante a applaudi, gants compris.|50|devis demandé|+
2025-12-01 08:50|email|o|G|Devis Coffre C4 et copie Mansarde|Docteur,\n\nVoici le devis pour un Coffre C4 et la copie chiffrée chez Mansarde. L'hébergement est agréé pour les données de santé, l'attestation est jointe.\n\nGwenaël Pradoux||devis envoyé|=
2025-12-09 17:05|email|i|G|Question avant signature|Qui, chez vous, peut lire nos radios ? Je veux un nom ou "personne".\nB. Quincampois||réponse due|~
2025-12-10 08:15|email|o|H|Re: Question avant signature|Docteur,\n\nLa réponse est "personne" : la clé reste chez vous, dans une enveloppe que nous n'avons pas le droit d'ouvrir.\n\nHélène Tournevire, support||rassurée|+
> 2025-12-16 10:00|expansion|Commande du Coffre C4|||G
2026-01-12 07:30|meeting|o|L|Jour d'installation|Coffre posé dans le local de stérilisation, ce qui n'était pas prévu, puis dans le placard, ce qui l'était. Première copie complète à 18 h.|180|installé|+
> 2026-03-03 12:00|commitment|Contrat Veille 24h, trois ans|||G
2026-09-15 12:10|meeting|o|G|Point annuel avancé|Aucune copie manquée depuis janvier. Elle ouvre un second cabinet au printemps : prévoir un Coffre C2.|35|opportunité notée|+

# C0003|long_term|G|2025-11-12T08:00:00Z|Caves d'affinage connectées ; les sondes écrivent toutes les minutes.
2025-11-12 08:20|phone|i|G|Sondes de cave et courbe qui s'arrête|M. Fondrillon perd ses relevés d'hygrométrie dès que l'ordinateur se met en veille. "Le comté, lui, ne se met pas en veille."|15|visite proposée|=
> 2025-12-04 09:00|awareness|Visite des caves faite|||G
2025-12-04 09:30|meeting|o|M|Visite des caves|Température 9 °C, humidité 96 %. Aucun matériel standard ne tient. Il faut un coffret étanche et un Maille 8 industriel. Ma veste sent encore.|110|étude à rendre|=
2026-01-08 10:00|email|o|G|Étude et devis|Monsieur,\n\nNotre proposition : commutateur en coffret, relevés hébergés chez Mansarde, alerte par message si une cave dépasse 12 °C.\n\nGwenaël||devis envoyé|=
2026-01-22 16:40|letter|i|G|Courrier de M. Fondrillon|Monsieur,\n\nJ'ai lu votre étude deux fois, dont une à voix haute dans la cave. Elle n'a pas protesté. Je commande.\n\nA. Fondrillon||commande|+
> 2026-01-23 09:00|expansion|Commande par courrier|||G
2026-02-17 06:30|meeting|o|M|Pose en cave|Pose terminée. Première alerte de test envoyée à 8 h 04 ; le maître affineur a répondu par une photo de meule.|210|installé|+
2026-07-02 03:10|phone|i|L|Alerte à trois heures du matin|Compresseur de la cave 2 arrêté, alerte reçue, groupe de secours lancé. Quatre cents meules sauvées. Il pleurait un peu, moi aussi.|11|résolu|+
> 2026-07-06 10:00|commitment|Contrat Veille 24h après l'alerte de juillet|||G
2026-11-03 09:00|letter|i|S|Colis|Une meule est arrivée à l'accueil avec une étiquette "restauration complète".||remercier|+

# C0004|long_term|T|2025-11-05T10:00:00Z|Trente-deux camions, un quai, une direction exigeante.
2025-11-05 10:30|email|i|T|Consultation réseau entrepôt|Madame, Monsieur,\n\nNous consultons trois fournisseurs pour le réseau de notre entrepôt (6 200 m²). Réponse attendue sous quinze jours, "prix fermes, dates fermes".\n\nMaïwenn Gravelin||à chiffrer|=
> 2025-11-19 08:00|awareness|Dossier de consultation retiré|||T
2025-11-19 08:30|meeting|o|T|Visite d'entrepôt|Hauteur sous plafond : neuf mètres. Chariots partout. On me prête un gilet et un casque avec "VISITEUR LENT" écrit dessus.|95|offre à remettre|=
2025-12-03 15:00|email|o|T|Offre réseau : 14 bornes, 3 commutateurs|Madame Gravelin,\n\nOffre jointe : quatorze bornes Maille Air, trois Maille 48, pose de nuit, 21 300 € HT.\n\nThibaut Vercoran||devis envoyé|=
2025-12-18 09:10|phone|i|T|Négociation du délai|Elle accepte le prix et refuse le délai. Nous tombons d'accord sur deux nuits de janvier, pénalité comprise.|31|accord oral|~
> 2025-12-19 09:00|expansion|Commande signée|||T
2026-01-20 21:00|meeting|o|M|Première nuit de pose|Huit bornes posées. La nacelle louée est arrivée avec deux heures de retard : un comble chez un transporteur.|360|en cours|~
2026-01-21 21:00|meeting|o|M|Deuxième nuit de pose|Six bornes et recette complète. Les douchettes lisent jusqu'au fond de l'allée 40.|330|installé|+
2026-02-03 07:50|phone|i|H|Réclamation : zone morte au quai 7|Le quai 7 perd le réseau quand un camion frigorifique est à quai. Elle est très fâchée et le dit calmement, ce qui est pire.|14|réclamation ouverte|-
2026-02-05 08:00|meeting|o|L|Correction quai 7|Borne déplacée de deux mètres et réorientée. Testé avec trois camions. Excuses présentées sur place.|60|résolu|+
> 2026-04-14 10:00|commitment|Contrat cadre, filiale Gravelin Logistique comprise|||T
2026-10-06 09:00|meeting|o|S|Revue annuelle avec la direction|Trois incidents dans l'année, tous clos sous quatre heures. Elle rend le casque "VISITEUR LENT" à Thibaut, en cadeau.|55|renouvellement en vue|+

# C0005|transactional|A|2025-11-17T08:30:00Z|Imprimeur offset ; budget suspendu au prix du papier.
2025-11-17 08:45|phone|i|A|Renouvellement du commutateur|Le vieux commutateur de l'atelier chauffe assez pour sécher l'encre. Il demande un prix.|10|devis à faire|=
> 2025-11-27 10:00|awareness|Devis demandé et reçu|||A
2025-11-27 10:15|email|o|A|Devis Maille 24|Bonjour Monsieur Foulquenet,\n\nUn Maille 24 posé : 780 € HT. Il reste froid, ce qui est la moindre des choses.\n\nAnaïs||devis envoyé|=
> 2026-01-15 09:00|expansion|Commande du Maille 24|||A
2026-01-27 07:30|meeting|o|L|Remplacement du commutateur|Coupure de douze minutes entre deux tirages. L'ancien appareil est parti dans un seau de sable, par prudence.|65|installé|+
2026-03-19 16:00|email|i|A|Gel des achats|Chère Anaïs,\n\nLe papier a pris 18 %. Je gèle tout, même le café. On reparlera du Coffre à l'automne.\n\nF. Foulquenet||projet gelé|-
> 2026-03-20 09:00|awareness|Gel des achats chez le client, projet de sauvegarde repoussé|||A
2026-06-11 09:30|phone|o|A|Nouvelles du gel|Le gel tient. Il a repris le café, pas les investissements. Rappeler en septembre.|7|à rappeler|=
2026-09-17 09:30|phone|o|A|Dégel|Le papier redescend. Il veut un Coffre C2 avant les agendas de Noël.|13|devis à actualiser|+
> 2026-09-29 10:00|expansion|Gel levé, commande du Coffre C2|||A
2026-10-15 08:00|meeting|o|M|Installation du Coffre C2|Coffre installé à côté de la plieuse. Il vibre avec elle, mais il sauvegarde en rythme.|100|installé|+

# C0006|self_service|G|2025-11-20T13:00:00Z|Deux cents élèves, trois pianos, une trésorière débordée.
2025-11-20 13:20|web_form|i|G|Essai de Comptine|Bonjour, nous tenons nos cotisations dans un cahier à spirale. Peut-on essayer Comptine ? La spirale se déroule.||essai à ouvrir|=
> 2025-11-25 10:00|awareness|Essai de trente jours ouvert|||G
2025-12-11 17:30|chat|i|L|Import des familles|Zoé Bémollet : j'ai importé les familles mais tous les accents ont disparu, "Hélène" est devenue un rébus.\nLoïc : votre fichier est en Windows-1252, cochez la case à l'import.\nZoé : Hélène est revenue, merci !||résolu|+
> 2025-12-22 10:00|expansion|Licence Comptine achetée à la fin de l'essai|||G
2026-03-12 18:00|chat|i|L|Remise fratrie|Zoé Bémollet : comment faire moins 10 % au deuxième enfant et moins 20 % au troisième ?\nLoïc : menu Tarifs, puis "famille".\nZoé : et au septième ? Nous avons un cas.||résolu|+
2026-09-08 17:45|phone|i|L|Rentrée : 214 factures d'un coup|Envoi groupé réussi après réglage du serveur de courrier. Un trombone jouait pendant tout l'appel.|16|résolu|+
2026-10-22 13:00|email|i|G|Renouvellement|Bonjour, nous reconduisons Comptine. Le cahier à spirale est au grenier, avec le métronome cassé.\nZoé B.||renouvelé|+

# C0007|dedicated_assistance|A|2025-11-06T08:15:00Z|Urgences vétérinaires jour et nuit ; dossiers et imagerie à ne jamais perdre.
2025-11-06 08:30|phone|i|A|Premier contact : copie des dossiers|Le Dr Griffaton sauvegarde sur deux disques qu'elle emporte chez elle "un soir sur deux, quand le chien ne les mange pas". Elle veut mieux.|19|démo proposée|=
> 2025-11-13 09:00|awareness|Démonstration planifiée|||A
2025-11-18 12:30|meeting|o|A|Démonstration du Coffre C4|Démo dans la salle d'attente. Un perroquet a répété "restauration terminée" jusqu'au soir.|45|devis demandé|+
2025-11-25 09:00|email|o|A|Devis Coffre C4|Docteur Griffaton,\n\nDevis joint : Coffre C4, pose, formation, contrat Veille Jour la première année.\n\nAnaïs Lœuillac||devis envoyé|=
2025-12-05 18:20|email|i|A|Crainte sur le délai|Bonjour, je signe si vous posez avant Noël : les fêtes, c'est la saison du chocolat avalé. Est-ce tenable ?||réponse due|~
2025-12-08 08:10|phone|o|A|Délai confirmé|Pose le 16 décembre, confirmée par le support. Elle signe dans la journée.|8|commande confirmée|+
> 2025-12-08 14:00|expansion|Commande du Coffre C4|||A
2025-12-16 07:30|meeting|o|M|Jour d'installation|Coffre posé loin du chenil. Première copie à 19 h 12. Un chat s'est assis dessus : il est tiède.|150|installé|+
> 2026-02-10 10:00|commitment|Passage à Veille 24h, contrat de deux ans|||A
2026-06-15 05:40|email|i|M|[Alerte] Sauvegarde échouée|Message automatique du Coffre C4.\nTâche : dossiers-patients\nÉtat : ÉCHEC (code 28, "plus d'espace sur le volume")\nDernière copie valide : 14 juin, 02:10.||ticket ouvert|-
2026-06-15 07:05|phone|o|M|Sauvegarde échouée : premier diagnostic|J'ai appelé avant qu'elle ne le fasse. Le nouveau scanner produit 60 Go par jour au lieu de 4. Volume plein. Place libérée, copie relancée.|17|en cours|~
2026-06-16 05:45|email|i|M|[Alerte] Sauvegarde échouée|Message automatique du Coffre C4.\nTâche : imagerie\nÉtat : ÉCHEC (code 5, "erreur de lecture, disque 3")\nDernière copie valide : 14 juin, 02:10.||ticket remonté|-
2026-06-16 07:30|phone|i|H|Deuxième échec, cliente inquiète|"Deux nuits sans copie et une chirurgie jeudi : je veux quelqu'un, pas un numéro." Je prends le dossier moi-même. Disque de remplacement parti par coursier.|24|réclamation ouverte|-
2026-06-16 10:40|note|n|H|Cause probable|Disque 3 fatigué ET volume sous-dimensionné. Le premier cachait le second. Nous aurions dû voir le scanner arriver : il était dans le compte rendu de mai, personne ne l'a lu.||plan d'action|~
2026-06-16 13:15|meeting|o|L|Remplacement du disque 3|Disque changé à chaud, reconstruction lancée. Copie provisoire chez Mansarde terminée à 17 h 50 : les dossiers sont à l'abri cette nuit.|205|contourné|=
2026-06-17 05:30|email|o|M|Sauvegarde réussie|Docteur,\n\nLa copie de la nuit est complète : 1 204 dossiers, 311 Go d'imagerie. J'ai restauré au hasard celui de "Biscotte", lapine, 2 kg : il est intact.\n\nMaël||résolu|+
2026-06-18 15:00|letter|o|S|Excuses et geste commercial|Docteur Griffaton,\n\nNous avons manqué un signal que vous nous aviez donné. Nous vous devons des excuses et un coffre plus grand : l'extension vers un C8 est à notre charge, et trois mois de contrat vous sont offerts.\n\nSolène Maubracq, directrice||geste commercial|+
2026-06-23 12:30|meeting|o|M|Extension vers le Coffre C8|Migration faite pendant la pause de midi. Test de restauration complet : 42 minutes, chronométré par l'assistante.|130|installé|+
2026-06-25 18:00|email|i|H|Merci|Chère Hélène,\n\nVous m'avez appelée avant que je ne m'inquiète, puis vous êtes venus, puis vous avez dit pourquoi. C'est rare. Biscotte va bien.\n\nNoëlle Griffaton||dossier clos|+
2026-09-24 12:15|meeting|o|A|Renouvellement anticipé|Elle prolonge de trois ans et nous envoie deux confrères. Le perroquet dit maintenant "sauvegarde réussie".|40|renouvelé|+

# C0008|long_term|P|2025-11-11T10:00:00Z|Bookbinders since 1904; the ledgers are older than the server, but only just.
2025-11-11 10:20|email|i|P|Moving our ledgers|Dear Sir or Madam,\n\nWe should like our accounts on a computer before the last person who can read my grandfather's hand retires.\n\nIsolde Prynne||call back|=
2025-11-13 11:00|phone|o|P|First call|Forty years of ledgers, eleven staff, one shared computer. Interested in Comptine and a small Coffre. Very precise about apostrophes.|27|demo booked|+
> 2025-12-02 10:00|awareness|Demo booked|||P
2025-12-02 10:30|meeting|o|P|Comptine demonstration|Shown by video. She asked whether the program could "blush at an overdraft". It shows red, which she accepts.|50|quote requested|+
2025-12-12 09:00|email|o|P|Your quotation|Dear Ms Prynne,\n\nPlease find the quotation for three Comptine seats and one Coffre C2. Carriage to London is included.\n\nPriya Oakenshaw||quote sent|=
2026-01-06 15:10|email|i|P|Customs and carriage|Dear Priya,\n\nWill the box sit at Dover until Easter? We had a goatskin delayed so long it was practically vintage.\n\nI.P.||worried about delivery|~
> 2026-01-16 11:00|expansion|Order placed after delivery date was promised|||P
2026-02-04 10:00|meeting|o|P|Installation day|Coffre set on a shelf between two presses. First backup finished before the glue dried.|120|installed|+
2026-05-12 14:00|phone|i|L|VAT rounding|A penny was missing from the quarter. We found it: rounding set per line, not per invoice.|21|resolved|+
> 2026-09-08 10:00|commitment|Three-year support contract|||P
2026-10-27 11:00|letter|i|P|A note of thanks|Dear Priya,\n\nThe accounts balance. My grandfather's never did. We are bound to you, if you will forgive it.\n\nIsolde Prynne||thank her|+

# C0009|personal_assistance|A|2025-11-24T14:00:00Z|Théâtre de 300 places, billetterie fragile les soirs de première.
2025-11-24 14:10|phone|i|A|Billetterie en panne à 19 h 55|La billetterie tombe chaque soir de première, cinq minutes avant le lever de rideau. M. Rideaulong parle de malédiction.|20|visite proposée|-
> 2025-12-10 10:00|awareness|Audit du réseau accepté|||A
2025-12-10 10:30|meeting|o|L|Audit de la malédiction|La machine à fumée et le routeur partagent une multiprise. La malédiction a un fusible de 10 ampères.|80|devis à faire|+
2026-01-13 11:00|email|o|A|Devis : réseau de scène et de billetterie|Bonjour,\n\nDeux réseaux séparés, un onduleur, et une multiprise rien que pour la fumée.\n\nAnaïs||devis envoyé|=
> 2026-02-03 09:00|expansion|Commande avant la saison de printemps|||A
2026-02-24 09:00|meeting|o|M|Installation pendant la répétition|Posé sans bruit entre deux tirades. Le souffleur m'a soufflé le mot de passe que j'avais oublié.|240|installé|+
2026-03-06 22:40|social|i|A|Première réussie|« 300 billets scannés, zéro panne, deux rappels. Bravo à l'Atelier Numérique, en coulisses. »||à partager|+
2026-09-22 14:00|meeting|o|A|Contrat pour la saison|Ils veulent une astreinte les soirs de première seulement. Contrat Veille Jour avec option "lever de rideau".|45|contrat signé|+
> 2026-09-22 15:00|commitment|Contrat Veille avec astreinte des premières|||A

# C0010|dedicated_assistance|T|2025-12-01T09:00:00Z|Étude notariale, archives depuis 1893, fax en service.
2025-12-01 09:30|letter|i|T|Demande de renseignements|Maître Brisemotte vous prie de bien vouloir lui faire tenir, par retour de courrier, vos conditions de conservation. Un courriel ne saurait suffire.||répondre par lettre|=
2025-12-08 10:00|letter|o|T|Nos conditions de conservation|Maître,\n\nVeuillez trouver nos conditions, sur papier, en double exemplaire. Les données restent en France ; les copies sont chiffrées.\n\nThibaut Vercoran||envoyé|=
> 2026-01-14 10:00|awareness|Rendez-vous à l'étude|||T
2026-01-14 10:30|meeting|o|T|Rendez-vous à l'étude|Quatre heures d'échange sur la notion de "propriété" d'une sauvegarde. Très instructif. J'ai failli acheter une maison.|240|devis demandé|=
> 2026-04-08 09:00|expansion|Commande d'un Coffre C8|||T
2026-04-28 08:00|meeting|o|M|Installation à l'étude|Coffre C8 posé dans la salle des minutes. Maître Brisemotte a lu le procès-verbal à haute voix avant de le signer.|190|installé|+
2026-07-09 16:00|phone|i|H|Le fax ne sauvegarde pas|Expliqué avec tact que le fax n'est pas dans le périmètre. Il demande qu'il y soit. Étude en cours.|33|à étudier|~
> 2026-10-20 10:00|commitment|Contrat Veille 24h par acte sous seing privé|||T

# C0011|personal_assistance|G|2026-01-05T09:00:00Z|Quarante chambres au bord du lac, note en ligne sensible au Wi-Fi.
2026-01-05 09:20|phone|i|G|Avis une étoile à cause du Wi-Fi|Un client a écrit : « Vue sublime, Wi-Fi médiéval. » Mme Paonnier veut agir avant Pâques.|16|visite proposée|-
> 2026-01-20 10:00|awareness|Visite et relevé acceptés|||G
2026-02-06 10:00|email|o|G|Devis : 22 bornes Maille Air|Bonjour Madame,\n\nDevis pour vingt-deux bornes, pose étage par étage, sans fermer une seule chambre.\n\nGwenaël||devis envoyé|=
> 2026-02-20 09:00|expansion|Commande des 22 bornes|||G
2026-03-10 09:00|meeting|o|L|Pose, étages 1 et 2|Onze bornes. Une cliente en peignoir a demandé si j'étais le petit déjeuner.|300|en cours|+
2026-03-12 09:00|meeting|o|L|Pose, étages 3 et 4|Onze bornes de plus. La chambre 41 n'existe pas, malgré le plan.|280|installé|+
2026-04-07 20:15|voicemail|i|H|Panne un week-end de Pâques|Hélène, c'est Cléo Paonnier, tout l'étage 3 est coupé et j'ai un mariage. Je ne crie pas encore.||rappel immédiat|-
2026-04-07 20:25|phone|o|H|Panne de l'étage 3|Un invité avait débranché l'armoire pour brancher une sono. Rétabli en dix minutes, verrou promis.|12|résolu|+
2026-04-09 09:00|email|o|H|Excuses et verrou|Chère Madame,\n\nL'armoire n'aurait pas dû être accessible : c'est notre faute. Un verrou est offert et sera posé demain.\n\nHélène||geste commercial|+
> 2026-06-16 10:00|commitment|Contrat Veille 24h avant l'été|||G
2026-08-25 09:30|social|i|G|Nouvel avis|« Vue sublime, Wi-Fi contemporain. » Cinq étoiles.||à partager|+

# C0012|dedicated_assistance|P|2025-11-18T09:30:00Z|Nine tearooms, one till system, no two tills alike.
2025-11-18 09:45|web_form|i|P|Nine tearooms, nine tills|We would like nine tearooms to agree on the price of a scone. At present they do not.||call back|=
> 2025-12-09 10:00|awareness|Discovery meeting held|||P
2025-12-09 10:30|meeting|o|P|Discovery meeting|Barnaby maps the estate on a napkin, later framed. Needs managed hosting, one switch per site and someone to ring.|70|quote requested|+
2026-01-19 09:00|email|o|P|Proposal: Mansarde hosting and nine switches|Hello Barnaby,\n\nProposal attached: Mansarde for the till database, nine Maille 8 switches, rollout at two tearooms a week.\n\nPriya||quote sent|=
> 2026-02-09 10:00|expansion|Pilot in two tearooms ordered|||P
2026-02-23 08:00|meeting|o|L|Pilot: Bath and Frome|Both tearooms live before the first cream tea. Jam on the keyboard, not ours.|210|installed|+
2026-03-24 15:20|phone|i|H|Tills froze at four o'clock|Tea time is the peak and the line was saturated by an update. "At four o'clock, Hélène. FOUR." Update window moved to the night.|19|complaint opened|-
2026-03-25 09:00|email|o|H|Sorry about four o'clock|Dear Barnaby,\n\nWe updated your tills at the one hour of the day we should not have. The window is now 03:00, and it is written on our wall.\n\nHélène||apology sent|=
> 2026-05-11 10:00|commitment|Rollout to all nine sites, two-year contract|||P
2026-10-14 14:00|phone|o|P|Yearly review|All nine agree on the scone. They now disagree on jam first or cream first, which is out of scope.|25|renewal likely|+

# C0013|community|A|2025-12-03T08:00:00Z|Trente maraîchers, une assemblée générale souveraine.
2025-12-03 08:20|email|i|A|Logiciel pour les paniers|Bonjour, nous livrons 800 paniers par semaine avec un tableur que seul Gaël comprend, et Gaël part en congé.||à rappeler|=
> 2026-01-21 10:00|awareness|Présentation en assemblée|||A
2026-01-21 18:00|meeting|o|A|Présentation en assemblée générale|Trente maraîchers, trente questions, un vote à main levée reporté pour cause de soupe.|130|décision reportée|~
> 2026-03-18 10:00|expansion|Vote favorable : Comptine et un Coffre C2|||A
2026-04-02 09:00|meeting|o|M|Installation au hangar|Coffre posé sur une palette, loin des poireaux. Formation de quatre maraîchers, dont un très doué.|160|installé|+
2026-06-30 07:10|voicemail|i|L|Étiquettes à l'envers|C'est Gaël, du Haricot Têtu. L'imprimante sort les étiquettes à l'envers. Les courgettes s'en moquent, pas les clients.||à rappeler|-
2026-06-30 08:00|phone|o|L|Étiquettes remises à l'endroit|Un réglage de rouleau. Il a ri. Les courgettes aussi.|6|résolu|+
> 2026-10-08 09:00|awareness|Assemblée : suspension des achats après la grêle|||A
2026-10-09 10:00|email|o|A|Nous attendrons la prochaine récolte|Bonjour Gaël,\n\nAprès la grêle, nous suspendons la facturation de Comptine jusqu'en mars. Courage à tous.\n\nAnaïs||geste commercial|+

# C0014|transactional|G|2025-11-26T09:00:00Z|Menuiserie ; belles portes, paiements lents.
2025-11-26 09:15|phone|i|G|Un réseau pour l'atelier|Il veut un Maille 24 "pour hier" et règle "dès que le chantier paie".|9|devis à faire|=
> 2025-12-11 09:00|awareness|Devis envoyé|||G
> 2026-01-07 09:00|expansion|Commande d'un Maille 24, paiement à trente jours|||G
2026-01-15 08:00|meeting|o|L|Pose à l'atelier|Posé, testé, dépoussiéré deux fois. Facture remise en main propre.|90|installé|=
2026-03-05 09:00|email|o|G|Première relance de facture|Bonjour Monsieur Copelard,\n\nSauf erreur, la facture de janvier reste ouverte. Sans doute sous un copeau ?\n\nGwenaël||relance 1|=
2026-04-09 10:00|phone|o|G|Deuxième relance|Il promet un virement vendredi. Il n'a pas précisé lequel.|5|promesse de paiement|~
2026-05-21 10:00|letter|o|T|Mise en demeure|Monsieur,\n\nMalgré deux relances, la somme de 1 140 € reste due. Nous vous demandons de la régler sous huit jours.\n\nThibaut Vercoran||sans réponse|-
> 2026-06-18 09:00|dissolution|Facture impayée après trois relances|vendor|non_payment|T
2026-06-18 09:10|note|n|T|Fin de relation|Dossier transmis. Dommage : la porte qu'il nous a faite ferme très bien.||clos|-

# C0015|dedicated_assistance|T|2025-11-27T10:00:00Z|Laboratoire d'analyses ; essais rigoureux, protocole écrit.
2025-11-27 10:20|email|i|T|Protocole d'essai|Monsieur,\n\nNous testons tout fournisseur pendant trente jours selon un protocole de onze pages, joint. La page 7 est éliminatoire.\n\nÉléonore Lumignac||essai à préparer|=
> 2025-12-15 10:00|awareness|Essai de trente jours accepté|||T
2026-01-19 08:00|meeting|o|M|Début de l'essai|Coffre C8 prêté, relié aux automates. Page 7 : restauration sous quinze minutes.|170|essai en cours|=
2026-02-18 16:00|phone|i|T|Résultat de l'essai|Dix-sept minutes au lieu de quinze. "Vous comprendrez que deux minutes sont deux minutes."|12|essai échoué|-
> 2026-02-19 09:00|dissolution|Essai non conforme à la page 7|customer|failed_trial|T
2026-02-19 10:00|note|n|H|Leçon de l'essai|Le goulot était notre câble, pas le coffre. Refaire la mesure en 10 Gbit et le leur envoyer, sans plaider.||à refaire|~
2026-05-26 09:00|letter|o|T|Mesures refaites|Madame,\n\nNous avons refait votre page 7 dans notre atelier : neuf minutes, relevé joint, câble compris. Nous n'attendons rien ; nous tenions à finir l'exercice.\n\nThibaut Vercoran||envoyé|=
2026-06-09 11:00|phone|i|T|Reprise de contact|Elle a lu le relevé, y a trouvé une virgule de trop, et nous redonne une chance.|15|nouvel essai|+
> 2026-06-10 09:00|exploration|Reconquête : mesures refaites et vérifiées par le client|||T
> 2026-07-07 09:00|awareness|Second essai planifié|||T
2026-09-04 08:30|meeting|o|M|Second essai|Huit minutes cinquante. Elle a chronométré elle-même, deux fois, sans sourire, puis une fois en souriant.|95|essai réussi|+
> 2026-09-18 09:00|expansion|Commande du Coffre C8 après essai réussi|||T

# C0016|transactional|G|2026-01-12T10:00:00Z|Brasserie artisanale ; fermentation suivie par ordinateur.
2026-01-12 10:15|email|i|G|Suivi des cuves|Bonjour, nos six cuves notent leur température sur un téléphone posé contre la vitre. Il y a mieux, non ? Wivine||à rappeler|=
> 2026-02-16 10:00|awareness|Démonstration à distance|||G
2026-02-16 10:30|meeting|o|G|Démonstration à distance|Elle a levé une chope à chaque fonction utile. Nous nous sommes arrêtés à quatre.|40|devis demandé|+
> 2026-04-21 10:00|expansion|Commande : hébergement Mansarde et un Maille 8|||G
2026-05-05 09:30|meeting|o|M|Installation à Liège|Cuves reliées. La cuve 5 chauffait en secret depuis mars, d'où « l'Ambrée surprise ».|150|installé|+
2026-08-13 09:00|phone|i|L|Courbe plate sur la cuve 2|Sonde débranchée par un balai. La cuve allait bien, le balai aussi.|8|résolu|=
2026-11-09 10:00|email|i|G|Devis pour le contrat|Salut Gwenaël, envoie-moi le contrat Veille Jour pour janvier, on en parle à la prochaine mise en bouteille.||devis à faire|+

# C0017|long_term|T|2025-12-10T09:00:00Z|Mairie de 4 300 habitants ; marché public, procédures et patience.
2025-12-10 09:30|letter|i|T|Avis de consultation|La commune consulte pour la sauvegarde de l'état civil. Pli cacheté, trois exemplaires, "le cachet du café faisant foi" (sic).||à répondre|=
> 2026-01-27 10:00|awareness|Visite obligatoire effectuée|||T
2026-02-27 11:00|letter|o|T|Remise de l'offre|Monsieur le Secrétaire général,\n\nVeuillez trouver notre offre en trois exemplaires cachetés, sans café.\n\nThibaut Vercoran||offre remise|=
> 2026-04-30 09:00|expansion|Marché attribué|||T
2026-05-28 08:00|meeting|o|L|Installation en mairie|Coffre C4 posé sous le regard d'un buste. Un mariage passait : nous sommes sur les photos.|175|installé|+
2026-07-20 09:00|email|i|T|Délai de paiement|Bonjour, le mandat est parti le 3 et revenu le 10, il manquait un tampon. Il est reparti tamponné deux fois.\nA. Tuilotte||en attente|~
> 2026-09-30 09:00|commitment|Marché de maintenance de quatre ans|||T

# C0018|personal_assistance|P|2025-11-14T11:00:00Z|Bicycle shop and workshop; two sites, many opinions.
2025-11-14 11:15|phone|i|P|Website down on Saturdays|The shop site falls over every Saturday at eleven. Host says "traffic", as if that were a fault.|14|quote requested|-
> 2025-11-28 10:00|awareness|Quote for hosting sent|||P
2025-11-28 10:10|email|o|P|Mansarde hosting for Pennyfeather|Hi Tamsin,\n\nQuote attached. Mansarde scales on Saturdays; that is rather its point.\n\nPriya||quote sent|=
> 2025-12-17 10:00|expansion|Hosting ordered|||P
2026-01-08 09:00|phone|o|L|Migration day|Site moved overnight. Only the photograph of the shop dog was lost, and restored first.|35|installed|+
2026-04-11 10:20|voicemail|i|H|Complaint: Saturday again|It is Tamsin. It is Saturday. It is down. You PROMISED me Saturdays.||urgent|-
2026-04-11 10:35|phone|o|H|Certificate expired|Our fault entirely: certificate renewal had failed in silence. Fixed in nine minutes, stayed on the line.|21|resolved|~
2026-04-13 08:30|letter|o|S|An apology|Dear Ms Pennyfeather,\n\nWe let a certificate lapse on your busiest day. Two months are on us, and a person, not a script, now checks it every Thursday.\n\nSolène Maubracq||goodwill credit|+
2026-04-15 12:00|email|i|S|Re: An apology|Thank you for writing a letter. I have pinned it over the truing stand. You may keep the bike shop.\n\nTamsin||reassured|+
> 2026-09-10 10:00|commitment|Renewed for two years, workshop site added|||P
2026-09-10 10:20|meeting|o|P|Renewal|Signed for two years. The dog's photograph now has its own backup.|30|renewed|+

# C0019|dedicated_assistance|S|2026-01-08T08:00:00Z|Manufacture horlogère ; rendez-vous à la seconde.
2026-01-08 08:00|phone|i|S|Appel à huit heures précises|M. Tempsclair appelle à 8 h 00 min 00 s. Il veut des horloges de serveur exactes. "Vos concurrents dérivent."|17|visite proposée|=
> 2026-02-12 08:00|awareness|Visite de la manufacture|||S
2026-02-12 08:00|meeting|o|S|Visite de la manufacture|Arrivée avec quatre minutes d'avance : mal vu. Besoin d'un Maille 48 avec horloge de précision.|90|devis demandé|=
> 2026-04-16 08:00|expansion|Commande du Maille 48|||S
2026-05-18 07:00|email|i|S|Retard constaté|Madame,\n\nVotre transporteur s'est présenté à 9 h 11 pour 9 h 00. Je vous en laisse juge.\n\nB. Tempsclair||réclamation|-
2026-05-18 07:40|phone|o|S|Excuses pour onze minutes|Excuses acceptées en quatre-vingt-dix secondes, chronométrées.|2|apaisé|=
2026-05-20 07:00|meeting|o|M|Installation|Dérive mesurée : moins d'une microseconde. Il a retiré sa loupe, ce qui est un compliment.|165|installé|+
> 2026-10-01 08:00|commitment|Contrat de cinq ans, signé à 8 h 00|||S

# C0020|community|A|2025-12-15T17:00:00Z|Refuge associatif ; petit budget, grande reconnaissance.
2025-12-15 17:20|email|i|A|Un tarif pour une association ?|Bonjour,\n\nNous sommes quatre bénévoles et soixante-deux chats. Avez-vous un tarif pour les associations, ou pour les chats ?\n\nMirabelle||à rappeler|=
> 2026-01-29 17:00|awareness|Tarif solidaire proposé|||A
2026-01-30 17:30|phone|o|A|Tarif solidaire|Comptine offert la première année. Un chat a raccroché à notre place.|8|accord|+
> 2026-02-25 17:00|expansion|Comptine en tarif solidaire|||A
2026-05-06 18:00|chat|i|L|Reçus fiscaux|Mirabelle : où sont les reçus pour les donateurs ?\nLoïc : menu Dons, "éditer les reçus".\nMirabelle : il y en a 340 !! Merci, 62 ronrons.||résolu|+
2026-11-12 17:15|email|i|A|Deuxième année|Bonjour Anaïs, nous pouvons payer la deuxième année, grâce au calendrier des chats. Vous êtes en octobre, avec Moustache.||renouvelé|+

# C0021|long_term|G|2025-11-19T09:00:00Z|Architectes ; plans lourds, délais de concours.
2025-11-19 09:10|phone|i|G|Maquettes de 40 Go|Leurs maquettes mettent la nuit à se copier. Ils rendent un concours en mars.|18|devis à faire|=
> 2025-12-12 09:00|awareness|Étude de débit remise|||G
> 2026-01-09 09:00|expansion|Commande Maille 48 et Coffre C8|||G
2026-01-29 08:00|meeting|o|L|Installation à l'agence|Copie d'une maquette : de neuf heures à onze minutes. L'équipe ne sait plus quoi faire de ses nuits.|200|installé|+
2026-03-13 23:10|voicemail|i|H|Fichier écrasé la veille du rendu|Swann Lauzeron. Quelqu'un a écrasé la maquette. On rend demain midi. Je suis très calme. Rappelez vite.||rappel immédiat|-
2026-03-13 23:20|phone|o|H|Restauration de nuit|Version de 21 h 40 restaurée en onze minutes. Ils ont perdu une rampe et deux arbres, redessinés avant l'aube.|38|résolu|+
2026-04-22 10:00|email|i|G|Concours gagné|Nous avons gagné le concours ! La rampe est mieux en second jet. Venez au café, c'est nous.\nSwann||à féliciter|+
> 2026-05-05 09:00|commitment|Contrat Veille 24h, trois ans|||G

# C0022|automated|G|2025-12-08T08:00:00Z|Pharmacie de garde ; commandes automatiques la nuit.
2025-12-08 08:10|web_form|i|G|Connexion de secours|Quand la ligne tombe la nuit, nos commandes ne partent pas et le matin il manque tout, surtout le sirop.||à rappeler|-
> 2026-01-06 09:00|awareness|Proposition de ligne de secours|||G
> 2026-02-05 09:00|expansion|Commande : routeur Maille et carte 4G|||G
2026-02-19 13:00|meeting|o|M|Pose du secours 4G|Câble arraché exprès : bascule en six secondes. La préparatrice a demandé à recommencer.|85|installé|+
2026-05-22 04:00|email|i|M|[Info] Bascule sur le secours|Message automatique.\nLigne principale coupée à 03:52, secours actif à 03:52.\nCommandes transmises : 41.||aucune action|=
> 2026-07-15 09:00|commitment|Contrat Veille 24h|||G
2026-11-05 08:20|phone|o|G|Point du semestre|Quatre bascules, zéro sirop manquant.|9|satisfaite|+

# C0023|self_service|A|2026-01-19T10:00:00Z|Librairie de quartier ; stock de huit mille titres et un chat.
2026-01-19 10:20|chat|i|A|Comptine et les ISBN|Anatole : Comptine sait-il lire un code-barres ?\nAnaïs : oui, avec une douchette USB.\nAnatole : et recommander un roman ?\nAnaïs : ça, c'est vous.||essai ouvert|+
> 2026-02-02 10:00|awareness|Essai de Comptine|||A
2026-02-20 18:00|email|i|L|Import du stock|Bonjour, l'import s'arrête à la ligne 4 312 : le titre contient un guillemet, "La Dame au \"peut-être\"". Que faire ? A. Encrevif||à corriger|-
2026-02-23 09:00|email|o|L|Re: Import du stock|Bonjour,\n\nIl faut doubler les guillemets. Fichier corrigé ci-joint, 8 017 titres importés. Je l'ai lu, en passant : très bon.\n\nLoïc||résolu|+
> 2026-03-11 10:00|expansion|Licence Comptine|||A
2026-10-01 10:30|phone|o|A|Avant la rentrée littéraire|Tout va. Le chat a tapé une facture de 44 444 €, annulée.|10|satisfait|+

# C0024|long_term|P|2025-11-21T09:00:00Z|Six village schools; procurement by committee.
2025-11-21 09:15|email|i|P|Network for six schools|Good morning,\n\nThe committee would like a quotation for six schools. The committee would also like it in colour.\n\nRosalind Thackwell||quote requested|=
> 2025-12-18 10:00|awareness|Committee has the quotation|||P
2026-01-28 16:00|meeting|o|P|Committee meeting|Eleven members, nine agendas. One asked if the Wi-Fi would disturb the newts. It will not.|120|decision postponed|~
> 2026-03-26 10:00|expansion|Pilot in two schools|||P
2026-04-16 09:00|meeting|o|L|Pilot install at Owlcote|Twelve access points in the holidays. A glue-stick was found in the old switch.|230|installed|+
2026-06-24 11:00|phone|i|P|County scheme|The county now gives all schools a network free of charge. She is sorry, and means it.|16|at risk|~
> 2026-07-08 10:00|dissolution|County provides the network free of charge|customer|need_gone|P
2026-07-08 10:30|letter|o|P|Goodbye and good luck|Dear Ms Thackwell,\n\nFree is hard to beat. The two pilot schools may keep the access points. Regards to the newts.\n\nPriya||closed on good terms|+

# C0025|transactional|G|2026-02-02T10:00:00Z|Garage ; prudence sur les coordonnées bancaires.
2026-02-02 10:10|phone|i|G|Grosse commande pressée|Il veut douze Coffre C8 tout de suite, sans en demander le prix, livrés dans un box de stockage.|7|à vérifier|~
> 2026-02-09 10:00|awareness|Devis demandé|||G
2026-02-10 09:00|note|n|G|Doute|Un garage de sept personnes avec douze C8 ? Et l'adresse est un parking. Vérifier avant d'expédier.||à vérifier|-
2026-02-16 11:00|email|i|G|Nouveau RIB|Bonjour,\n\nMerci de REMBOURSER le trop-perçu du virement de demain sur ce "nouveau RIB".\n\nCordialement,\nKévin M.||suspect|-
2026-02-17 08:30|phone|o|S|Contre-appel à la banque|Le virement annoncé n'existe pas, le RIB non plus, et le vrai gérant est en vacances.|22|fraude confirmée|-
> 2026-02-17 10:00|dissolution|Tentative de fraude au remboursement|vendor|fraud|S

# C0042|long_term|G|2024-09-16T08:00:00Z|Quincaillerie centenaire ; autrefois bavarde.
2025-11-04 09:00|phone|i|G|Nouvelles du magasin|M. Bourdillac raconte l'inventaire, les vis de huit et sa petite-fille. Il veut un Coffre C4. Appel long et gai.|34|démo proposée|+
> 2025-11-06 10:00|awareness|Démonstration acceptée|||G
2025-11-12 10:00|meeting|o|G|Démonstration en magasin|Démo entre les clous et les charnières. Il présente le Coffre à chaque client qui entre.|70|devis demandé|+
2025-11-19 09:30|email|o|G|Devis Coffre C4|Cher Monsieur,\n\nVoici le devis, avec la remise des fidèles.\n\nGwenaël||devis envoyé|+
2025-11-26 08:50|phone|i|G|Commande|Il commande en trois phrases et parle vingt minutes de boulons.|23|commande confirmée|+
> 2025-11-26 09:30|expansion|Commande du Coffre C4|||G
2025-12-09 08:00|meeting|o|L|Installation|Coffre posé à l'arrière-boutique. Il m'a offert un tournevis.|120|installé|+
2026-01-07 09:00|phone|i|G|Vœux et contrat|Bonne année, et oui pour le contrat.|15|accord|+
> 2026-01-14 10:00|commitment|Contrat Veille Jour, un an|||G
2026-02-04 10:00|email|i|L|Question sur le rapport|Bonjour, le rapport du lundi n'arrive plus. Merci.\nH. Bourdillac||répondu tard|=
2026-03-17 09:00|phone|o|G|Appel de courtoisie|Poli. N'a pas parlé de boulons.|4|sans suite|=
2026-05-05 09:00|email|o|G|Comment va le magasin ?|Cher Monsieur,\n\nUn mot pour prendre de vos nouvelles. Passez-vous au salon en juin ?\n\nGwenaël||sans réponse|
2026-07-21 14:00|voicemail|o|G|Message laissé|Bonjour Monsieur Bourdillac, c'est Gwenaël, de l'Atelier. Rien d'urgent. Rappelez quand vous voulez.||sans réponse|
2026-10-19 08:00|letter|i|T|Non-reconduction|Monsieur,\n\nJe ne renouvellerai pas le contrat en janvier. Une autre maison m'a fait une offre, et elle m'a appelé.\n\nH. Bourdillac||résiliation|-
> 2026-10-21 09:00|dissolution|Offre concurrente acceptée après des mois de silence|customer|better_offer|T
'''

# ---------------------------------------------------------------- templates
# stages (X A E C, or P for private customers) | voice | subject | body | outcome | sentiment
# voice: i customer writes, o agent writes, s spoken and summed up, n internal note;
# [a|b] picks one of the two.
T_FR = """
X;i;Demande de renseignements;Nous cherchons une sauvegarde qui ne dépende pas [d'une clé USB|de ma mémoire|du stagiaire]. Que proposez-vous pour [cinq|huit|douze] postes ?;à rappeler;=
X;i;Trouvé votre carte;J'ai trouvé votre carte [dans un tiroir|sous la cafetière|dans un livre prêté]. Faites-vous toujours des Coffres ? [C2|C4], si j'ai bien lu.;à rappeler;+
X;i;Question sur Comptine;Comptine sait-elle gérer [la TVA à trois taux|les acomptes|deux exercices ouverts] ? Mon beau-frère dit que non, j'aimerais lui donner tort.;à rappeler;=
X;i;Prix de l'hébergement;Quel est le prix de l'hébergement Mansarde pour [un site vitrine|une boutique en ligne|trois bases et un blog endormi] ?;tarif demandé;=
X;o;Suite à notre rencontre;Ravi de vous avoir croisé [au salon|sur votre stand|dans l'ascenseur en panne]. Je vous joins notre plaquette, lue et corrigée par des humains.;envoyé;=
X;o;Notre proposition de visite;Je passe dans votre quartier [mardi|jeudi|vendredi] ; une visite de trente minutes suffirait à voir où sont les câbles.;en attente;=
X;s;Premier appel;[Accueil courtois|Accueil prudent|Accueil chaleureux]. Le parc a [six|neuf|onze] ans et la sauvegarde dépend d'une seule personne. Rappel convenu.;à rappeler;=
X;s;Appel de découverte;Besoin encore flou : « quelque chose qui marche ». J'ai demandé ce qui ne marche pas ; la liste fait [deux|trois] pages.;à qualifier;~
X;s;Prise de contact;Tombé sur [le répondeur|la comptable|un collègue très bavard], puis sur la bonne personne. Intérêt pour [le réseau|la sauvegarde|Comptine].;à rappeler;=
X;n;À qualifier;Budget inconnu, envie certaine. Relancer après [les vacances|l'inventaire|la clôture].;;
A;i;Re: votre devis;Votre devis est clair, merci. Avant de signer : que se passe-t-il si le Coffre tombe en panne [un dimanche|le 24 décembre|pendant l'inventaire] ?;réponse due;=
A;i;Une remise ?;Un concurrent nous propose [8|12|15] % de moins. Je préfère votre façon d'expliquer, mais l'écart s'explique mal à mon associé.;négociation;~
A;i;Délai de livraison;Je suis inquiet pour le délai. Le dernier fournisseur avait promis [mars|« sous huitaine »|« très vite »], et c'était il y a un an.;inquiétude sur le délai;-
A;i;Essai;L'essai se passe bien. L'équipe a cessé de dire « c'était mieux avant », ce qui chez nous vaut [contrat|applaudissements|ovation].;essai en cours;+
A;o;Votre devis;Voici le devis [pour un Coffre C2|pour un Coffre C4|pour deux bornes Maille Air|pour un Maille 24], pose comprise, valable trente jours.;devis envoyé;=
A;o;Compte rendu de démonstration;Merci pour l'accueil [et pour le café|et pour le gâteau|et pour les questions]. Vous trouverez le compte rendu et les réponses aux trois points restés ouverts.;envoyé;+
A;o;Références;Comme promis, deux clients de votre métier acceptent de vous parler [sans nous|en toute franchise|autour d'un café].;envoyé;=
A;s;Démonstration du Coffre;Restauration d'un fichier effacé exprès en [trente|quarante|cinquante] secondes. Silence, puis « refaites-le ». Refait.;devis demandé;+
A;s;Démonstration de Comptine;La comptable a tenté de prendre le logiciel en défaut [deux fois|pendant une heure]. Match nul, dans la bonne humeur.;essai proposé;+
A;s;Relance du devis;Le devis est [sur la pile|chez l'expert-comptable|« quelque part »]. Décision annoncée pour la fin du mois.;à rappeler;=
A;s;Visite technique;Armoire trouvée derrière [les décorations de Noël|un vélo|une plante verte]. Prévoir un Maille 24 et du courage.;devis à faire;=
A;s;Objection sur le prix;« C'est cher. » Comparé au coût d'une journée d'arrêt : « C'est moins cher. » À laisser mûrir.;à rappeler;~
A;n;Point d'affaire;Décideur identifié : ce n'est pas [celui qui parle|celui qui signe|le directeur], c'est [la comptable|l'adjoint|sa mère].;;=
E;i;Date d'installation;Pouvez-vous venir [un lundi|avant 9 h|pendant la fermeture] ? Nous ne pouvons pas arrêter la caisse, elle ne redémarre pas toujours.;à planifier;=
E;i;Facture reçue;Bien reçu la facture. Le numéro de commande manque et notre service achats est [très attaché aux numéros|intraitable|une seule personne, mais intraitable].;facture à refaire;=
E;i;Merci aux poseurs;Vos techniciens ont été ponctuels, propres, et ont remis [la plante|le chat|la photocopieuse] à sa place.;satisfait;+
E;i;Le colis est abîmé;Le carton du commutateur est arrivé [enfoncé|trempé|avec une empreinte de botte]. Je ne l'ai pas ouvert ; que fait-on ?;échange lancé;-
E;o;Confirmation d'installation;Nous venons [mardi à 8 h|mercredi à 13 h 30|jeudi à 7 h 30]. Merci de dégager l'armoire et de prévenir les collègues : coupure de vingt minutes.;planifié;=
E;o;Retard de livraison;Le transporteur a pris deux jours de retard ; je préfère vous le dire aujourd'hui qu'après-demain. Nouvelle date : [lundi|mardi|vendredi].;prévenu;~
E;o;Identifiants Mansarde;Votre hébergement est prêt. Les identifiants suivent par un autre canal, [et le mot de passe n'est pas « azerty »|comme il se doit].;envoyé;=
E;s;Installation du Coffre;Coffre posé, première copie lancée. [Le client a voulu débrancher pour voir. Vu.|La prise était commandée par l'interrupteur des toilettes : changée.|Tout s'est passé comme au manuel, c'est louche.];installé;+
E;s;Pose du réseau;[Quatre|Six|Neuf] prises tirées, étiquetées, testées. L'ancien câble servait de corde à linge.;installé;+
E;s;Formation à Comptine;[Deux|Trois|Cinq] personnes formées. La question la plus fréquente : « et si je clique là ? » On a cliqué.;formé;+
E;s;Appel après installation;Tout fonctionne. Une question sur les alertes, une autre sur [la couleur du voyant|le bruit du ventilateur|nos vacances].;satisfait;+
E;s;Lenteur signalée;Réseau lent depuis lundi. Cause : [une mise à jour de tous les postes|une boucle de câble|un film en très haute définition]. Réglé en ligne.;résolu;~
E;n;À proposer plus tard;Le contrat Veille a du sens ici, mais pas avant [la fin des travaux|le prochain budget|trois mois sans incident].;;=
C;i;Rapport mensuel;Merci pour le rapport. La page [deux|trois] parle de « rétention » : est-ce grave ?;réponse due;=
C;i;Nouvelle embauche;Nous accueillons [une personne|deux personnes|un apprenti] le mois prochain. Pouvez-vous préparer le poste et les droits ?;à planifier;=
C;i;Fichier effacé;Quelqu'un a effacé le dossier [« Devis 2026 »|« NE PAS EFFACER »|« Photos Noël »]. Personne n'avoue. Pouvez-vous le faire revenir ?;à restaurer;-
C;i;Satisfaction;On ne vous écrit que quand ça casse, alors voici un mot pour dire que [rien n'a cassé|tout va|la nuit fut calme].;satisfait;+
C;i;Réclamation;Rappel promis avant midi, reçu à 17 h. Le problème était [petit|moyen], l'attente non.;réclamation ouverte;-
C;o;Votre rapport de sauvegarde;[Trente|Trente et une] copies réussies sur autant de nuits. Un disque vieillit ; nous le changerons avant qu'il ne s'en plaigne.;envoyé;+
C;o;Excuses pour le rappel tardif;Vous aviez raison de vous plaindre : le rappel promis est parti trop tard. Votre dossier a désormais un nom en face, le mien.;apaisé;=
C;o;Renouvellement de votre contrat;Votre contrat Veille arrive à échéance dans [deux|trois] mois. Même prix, même numéro, mêmes voix.;envoyé;=
C;o;Maintenance de nuit;Mise à jour de l'hébergement Mansarde dans la nuit de [mardi à mercredi|samedi à dimanche], entre 2 h et 4 h. Rien à faire, sinon dormir.;informé;=
C;s;Restauration à la demande;Dossier retrouvé dans la copie [de la veille|de lundi|de 14 h]. Restauré pendant l'appel ; soupir de soulagement audible.;résolu;+
C;s;Revue trimestrielle;Aucun incident majeur. On a parlé [du prix de l'électricité|de la retraite du comptable|de l'extension du hangar] et d'un second Coffre.;opportunité notée;+
C;s;Incident nocturne;Coupure de courant à [2 h|4 h|5 h]. L'onduleur a tenu, le Coffre aussi, le veilleur s'est réveillé.;résolu;=
C;s;Visite de maintenance;Filtres dépoussiérés, disques contrôlés, [un nid d'araignée relogé|un câble consolidé|une étiquette enfin lisible].;fait;+
C;s;Imprimante récalcitrante;Hors contrat, mais [elle pleurait|il l'a demandé gentiment|c'était sur le chemin]. Pilote réinstallé.;résolu;+
C;n;Santé du compte;Client fidèle, [paie à temps|rappelle toujours|dit bonjour]. Ne pas l'oublier parce qu'il ne se plaint pas.;;+
P;i;Mon ordinateur et moi;Mes photos sont [sur trois téléphones|sur un disque tombé dans l'escalier|« dans le nuage », mais lequel ?]. Pouvez-vous les réunir ?;à rappeler;-
P;i;Contrat pour particulier;Je travaille seul, à la maison, avec [un chat|deux enfants|un perroquet] et beaucoup de factures. Avez-vous un petit contrat ?;tarif demandé;=
P;i;Mot de passe;J'ai noté le mot de passe dans un carnet et j'ai perdu [le carnet|la page|mes lunettes].;à réinitialiser;~
P;i;Bravo;Tout remarche, même [l'imprimante|la webcam|ma bonne humeur]. Merci !;satisfait;+
P;o;Votre Coffre C2;Votre Coffre C2 est prêt. Il tient sur une étagère, [entre deux romans|loin du radiateur|à côté de la box].;livraison prévue;+
P;o;Conseil demandé;Pour un usage personnel, le C2 suffit ; le C4 vous servirait surtout de [repose-livres|table de chevet].;envoyé;=
P;s;Assistance à distance;Virus redouté, [barre d'outils|publicité tenace|simple touche coincée] trouvée. Nettoyé en parlant de jardinage.;résolu;+
P;s;Pose à domicile;Borne Maille Air posée dans [l'escalier|le couloir|le grenier]. Le Wi-Fi atteint enfin le potager.;installé;+
P;s;Question de facture;Ne comprenait pas la ligne « Veille ». Expliqué. A demandé si nous veillions vraiment. Oui.;expliqué;=
P;s;Appel pour avis;Un ami lui a vendu un routeur [d'occasion|sans alimentation|en coréen]. Conseillé de garder l'ami et de rendre le routeur.;conseillé;~
P;n;À savoir;Appeler [après 18 h|le mercredi|jamais pendant la sieste]. Très aimable.;;=
"""
T_EN = """
X;i;General enquiry;We back up to [a stick on a hook|a drawer of discs|hope]. What would you suggest for [six|nine|fourteen] desks?;call back;=
X;i;Price of Mansarde hosting;Could you tell me what Mansarde hosting costs for [one small shop|two sites|a site nobody visits but me]?;quote requested;=
X;o;Good to meet you;It was good to meet you [at the fair|on the train|in that queue]. Our brochure is attached; it is short on purpose.;sent;=
X;s;First call;[Friendly|Careful|Cheerful]. Kit is [seven|ten] years old and one person knows the password. She is on holiday.;call back;=
X;s;Discovery call;They want "something that just works". Asked what does not. Ran out of paper.;to qualify;~
X;n;To qualify;Budget unknown, appetite certain. Try again after [stocktaking|half-term|the year end].;;=
A;i;Re: your quotation;Clear, thank you. What happens if the Coffre fails [on a Sunday|at Christmas|during the audit]?;answer due;=
A;i;Delivery date;I am uneasy about the date. Our last supplier said ["shortly"|"Tuesday"] and we never learnt which.;worried about delivery;-
A;i;The trial;The trial goes well. Nobody has sworn at it since [Monday|lunch].;trial running;+
A;o;Your quotation;Here is the quotation for [a Coffre C2|a Coffre C4|two Maille Air points|Comptine, three seats], fitted, valid thirty days.;quote sent;=
A;o;References;Two customers in your line of work are happy to talk to you, [without us in the room|warts and all].;sent;=
A;s;Coffre demonstration;Deleted a file on purpose, restored it in [thirty|forty] seconds. "Again." Did it again.;quote requested;+
A;s;Chasing the quotation;It is [on the pile|with the accountant|under the cat]. Decision by month end.;call back;=
A;n;Deal note;The person who talks is not the one who signs. The one who signs [bakes|keeps bees|dislikes Mondays].;;=
E;i;Installation date;Could you come [before nine|on a Monday|while we are shut]? The till does not always restart.;to schedule;=
E;i;Damaged box;The switch arrived [dented|damp|with a boot print]. I have not opened it.;exchange started;-
E;i;Thanks to your fitters;On time, tidy, and they put [the plant|the dog|the kettle] back where it was.;satisfied;+
E;o;Installation confirmed;We shall be with you on [Tuesday at eight|Thursday at half past seven]. Expect twenty minutes without network; have tea.;scheduled;=
E;o;Late delivery;The carrier is two days late, and I would rather you heard it from me. New date: [Monday|Friday].;warned;~
E;s;Coffre installation;First backup running. [They pulled the plug to see. They saw.|All by the book, which is suspicious.];installed;+
E;s;Comptine training;[Two|Four] people trained. Commonest question: "What if I press this?" We pressed it.;trained;+
E;s;Slow network;Slow since Monday. Cause: [a loop of cable|everyone updating at once|someone's film]. Fixed on the line.;resolved;~
E;n;For later;A Veille contract would fit, but not before [the builders leave|the next budget].;;=
C;i;Deleted folder;Somebody deleted ["Do Not Delete"|"Quotes 2026"|"Xmas Rota FINAL final"]. Nobody did it. Can it come back?;to restore;-
C;i;All quiet;I only write when things break, so here is a note to say [nothing broke|all is well].;satisfied;+
C;i;A grumble;You said noon and rang at five. The fault was small; the wait was not.;complaint opened;-
C;o;Your backup report;[Thirty|Thirty-one] good copies in as many nights. One disc is getting on; we shall change it first.;sent;+
C;o;Sorry about the late call;You were right to grumble. Your file now has a name beside it: mine.;apology sent;=
C;o;Your renewal;Your Veille contract ends in [two|three] months. Same price, same number, same voices.;sent;=
C;s;Restore on request;Found in [yesterday's|Monday's] copy and restored during the call. Audible relief.;resolved;+
C;s;Quarterly review;No major incident. Spoke of [the price of power|the new barn|retirement] and of a second Coffre.;opportunity noted;+
C;s;Maintenance visit;Filters dusted, discs checked, [one spider rehomed|one label made legible].;done;+
C;n;Account health;Loyal, [pays on time|always rings back]. Do not forget them because they do not complain.;;+
P;i;My photographs;They are [on three telephones|on a disc that met the stairs|"in the cloud", but which?]. Can you gather them?;call back;-
P;i;Thank you;Everything works again, even [the printer|the webcam|my temper].;satisfied;+
P;i;Password;I wrote the password in a notebook and have lost [the notebook|the page|my glasses].;to reset;~
P;o;Your Coffre C2;It is ready, and fits on a shelf [between two novels|away from the radiator].;delivery planned;+
P;s;Remote help;Feared a virus, found [a toolbar|a stuck key]. Cleaned up while discussing roses.;resolved;+
P;s;Home visit;Maille Air point fitted in [the hall|the loft]. The Wi-Fi now reaches the runner beans.;installed;+
P;s;Second opinion;A friend sold them a router [without a plug|in Korean]. Keep the friend, return the router.;advised;~
P;n;Worth knowing;Ring [after six|on Wednesdays|never during the cricket].;;=
"""
HELLO = {"fr": ["Bonjour,\n\n", "Bonjour,\n\n", "Madame, Monsieur,\n\n", ""], "en": ["Hello,\n\n", "Good morning,\n\n", ""]}
ASIDE = {"fr": ["", "", "", "Il pleut, mais ça n'a rien à voir.", "Rien ne presse, sauf que si.", "Merci d'avance.",
                "Je reste joignable jusqu'à 18 h.", "Mon collègue vous salue.", "P.-S. : la machine à café est réparée."],
         "en": ["", "", "", "No hurry, within reason.", "It is raining, though that is not your fault.", "Many thanks.",
                "I am in until five."]}
SUMMARY_END = {"fr": ["", "", "", "Ton cordial.", "À suivre la semaine prochaine.", "Parlé aussi du tramway.", "Il faudra reconfirmer par écrit."],
               "en": ["", "", "", "Warm tone.", "Follow up next week.", "Also discussed the weather, at length."]}
BYE = {"fr": ["\n\nCordialement,\n", "\n\nBien à vous,\n", "\n\nÀ bientôt,\n"], "en": ["\n\nKind regards,\n", "\n\nYours,\n"]}

FORWARD = {"fr": {"awareness": ["Rendez-vous pris", "Démonstration acceptée", "Devis demandé", "Intérêt confirmé par écrit", ""],
                  "expansion": ["Première commande", "Commande du Coffre", "Commande réseau", "Licence Comptine achetée", ""],
                  "commitment": ["Contrat Veille Jour signé", "Contrat Veille 24h signé", "Accord pluriannuel", ""]},
           "en": {"awareness": ["Demo accepted", "Quote requested", "Interest confirmed in writing", ""],
                  "expansion": ["First order", "Hosting ordered", "Network kit ordered", ""],
                  "commitment": ["Support contract signed", "Multi-year agreement", ""]}}
BACK = {"fr": ["Budget reporté à l'an prochain", "Changement d'interlocuteur, tout est à réexpliquer", "Déménagement : projet en pause",
               "Commande annulée d'un commun accord", "Le nouveau directeur veut comparer"],
        "en": ["Budget moved to next year", "New manager wants to compare", "Move of premises, project paused"]}
END_TEXT = {
    "fr": {"failed_trial": "L'essai n'a pas convaincu l'équipe. Le matériel vous attend dans son carton, avec nos regrets et un ruban.",
           "dissatisfied": "Trois rappels promis, un seul reçu. Nous préférons arrêter là.",
           "better_offer": "Nous avons reçu une offre plus basse et, je l'avoue, plus rapide.",
           "need_gone": "Notre siège reprend l'informatique. Vous n'y êtes pour rien.",
           "low_volume": "Le volume de ce compte ne couvre plus nos déplacements ; nous l'avons dit franchement et proposé un confrère.",
           "non_payment": "Facture ouverte depuis quatre mois malgré trois relances polies et une qui l'était moins.",
           "other": "Je prends ma retraite ! Le rideau tombe, l'ordinateur aussi."},
    "en": {"failed_trial": "The trial did not win the team over. The box is packed, with our regrets.",
           "dissatisfied": "Three calls promised, one received. We would rather stop here.",
           "better_offer": "We have had a lower offer and, I admit, a quicker one.",
           "need_gone": "Head office takes over our computers. It is no fault of yours.",
           "low_volume": "The account no longer covers the travel; we said so frankly and named a colleague.",
           "non_payment": "Invoice open for four months after three polite reminders and one less so.",
           "other": "I am retiring! Down comes the shutter."}}
END_REASON = {"failed_trial": "Essai non concluant", "dissatisfied": "Rappels promis et non tenus", "better_offer": "Offre concurrente",
              "need_gone": "Informatique reprise par le siège", "low_volume": "Volume trop faible", "non_payment": "Facture impayée",
              "other": "Départ à la retraite"}
WINBACK = ["Reconquête : le concurrent n'a pas livré", "Reconquête : nouvel interlocuteur, ancien besoin",
           "Reconquête : revenu après une panne sans sauvegarde"]
MOVE_TEXT = {"fr": {"awareness": ("Suite donnée", "On avance : ils veulent voir [une démonstration|un chiffrage|des références]. Étape franchie.", "+"),
                    "expansion": ("Bon de commande", "Commande reçue [ce matin|par courriel|en main propre]. Date de pose à fixer, promesse à tenir.", "+"),
                    "commitment": ("Signature du contrat", "Contrat Veille signé. [Le stylo ne marchait pas ; le deuxième, si.|Café, poignée de main, photo refusée.|Lu ligne à ligne, signé d'un trait.]", "+"),
                    "back": ("Le projet recule", "Appel franc : {reason}. On garde le contact, sans insister.", "-"),
                    "exploration": ("Reprise de contact", "Ils rappellent d'eux-mêmes. {reason}. On repart du début, proprement.", "+")},
             "en": {"awareness": ("Moving on", "They want to see [a demo|figures|references]. One step up.", "+"),
                    "expansion": ("Purchase order", "Order received [this morning|by e-mail]. Date to fix, promise to keep.", "+"),
                    "commitment": ("Contract signed", "Veille contract signed. [The first pen failed; the second did not.|Tea, handshake, no photograph.]", "+"),
                    "back": ("A step back", "Frank call: {reason}. Keep in touch, do not press.", "-"),
                    "exploration": ("Back in touch", "They rang of their own accord. {reason}. We start again, properly.", "+")}}


# ---------------------------------------------------------------- tools
def iso(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


def when(text):
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M")


def slug(text):
    text = text.lower().replace("œ", "oe").replace("'", "-").replace("’", "-").replace("&", " ")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def spin(text):
    return re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda m: RNG.choice(m.group(1).split("|")), text)


def moment(a, b):
    """A second of office time on a working day, between a and b."""
    for _ in range(500):
        t = a + dt.timedelta(seconds=RNG.randrange(int((b - a).total_seconds())))
        t = t.replace(hour=RNG.choice([7, 8, 8, 9, 9, 10, 13, 13, 14, 15, 16]), minute=RNG.randrange(60), second=RNG.randrange(60))
        if a < t < b and t.weekday() < 5:
            return t
    raise ValueError(f"no working time between {a} and {b}")


phones_used, emails_used = set(), set()
PREFIX = {"1": "+33 1 99 00", "2": "+33 2 61 91", "3": "+33 3 53 01", "4": "+33 4 65 71", "5": "+33 5 36 49", "m": "+33 6 39 98"}


def phone(zone):
    """A number out of the ranges kept for fiction; those ending 9xxx stay free for dirty.csv."""
    while zone:
        n = RNG.randrange(9000)
        text = f"+44 20 7946 0{n % 1000:03d}" if zone == "UK" else f"{PREFIX[zone]} {n // 100:02d} {n % 100:02d}"
        if text not in phones_used:
            phones_used.add(text)
            return text
    return ""


def email(local, domain):
    n, text = 1, f"{local}@{domain}"
    while text in emails_used:
        n += 1
        text = f"{local}{n}@{domain}"
    emails_used.add(text)
    return text


def write(name, rows, header):
    out = io.StringIO(newline="")
    w = csv.DictWriter(out, header, lineterminator="\n")
    w.writeheader()
    w.writerows(rows)
    (HERE / name).write_bytes(out.getvalue().encode("utf-8"))


# ---------------------------------------------------------------- read the stories
def read_stories():
    heads, moves, talks, cid = {}, [], [], ""
    for line in STORIES.strip().splitlines():
        line = line.replace('\\"', '"')
        if not line:
            continue
        if line.startswith("# "):
            cid, rel, owner, since, desc = line[2:].split("|")
            heads[cid] = dict(relationship=rel, owner=AGENTS[owner][0], since=since, description=desc)
        elif line.startswith("> "):
            t, to, reason, by, cause, agent = line[2:].split("|")
            moves.append(dict(customer=cid, to_stage=to, effective_at=when(t), reason=reason,
                              ended_by=by, ending_cause=cause, agent=AGENTS[agent][0]))
        else:
            t, chan, d, agent, subj, body, mins, outcome, mood = line.split("|")
            talks.append(dict(customer=cid, at=when(t), channel=chan, direction={"i": "inbound", "o": "outbound", "n": "internal"}[d],
                              agent=AGENTS[agent][0], subject=subj, body=body.strip().replace("\\n", "\n"),
                              duration=f"PT{mins}M" if mins else "", outcome=outcome,
                              sentiment={"+": "positive", "=": "neutral", "-": "negative", "~": "mixed", "": ""}[mood]))
    return heads, moves, talks


# ---------------------------------------------------------------- customers
def make_customers(heads):
    rows = []
    sellers = [AGENTS[k][0] for k in "TAGGAP"]
    domains = {}
    for i, line in enumerate(ORGS, 1):
        name, industry, size, town, parent = line.split("|")
        cid = f"C{i:04d}"
        postal, country, zone = TOWNS[town]
        lang = "en" if country == "GB" else "fr"
        words = [w for w in slug(name).split("-") if w not in {"la", "le", "les", "de", "du", "des", "et", "d", "l", "the", "ltd", "sa", "au", "a"}]
        domain = "-".join(words[:3]) + ".example"
        while domain in domains.values():
            domain = "-".join(words) + ".example"
        domains[cid] = domain
        street = RNG.choice(STREETS_EN if lang == "en" else STREETS_FR)
        desc = RNG.choice(DESC_EN if lang == "en" else DESC_FR) if RNG.random() < .6 else ""
        row = dict(external_id=cid, type="organisation", name=name, industry=industry, employees=size, country=country, language=lang,
                   relationship=RNG.choice(RELATIONS[:3] * 2 + RELATIONS), owner=AGENTS["P"][0] if lang == "en" else RNG.choice(sellers + [""]),
                   email=email("hello" if lang == "en" else "contact", domain), phone=phone(zone),
                   mobile=phone("m") if country == "FR" and RNG.random() < .2 else "",
                   street=f"{RNG.randrange(1, 140)} {street}" if lang == "en" else f"{RNG.randrange(1, 140)}, {street}", city=town, postal_code=postal,
                   parent=f"C{int(parent):04d}" if parent else "", description=desc)
        row.update(heads.get(cid, {}))
        rows.append(row)
    orgs = rows[:]
    titles = []
    for k in range(80):
        cid = f"C{len(orgs) + k + 1:04d}"
        row = dict(external_id=cid, type="person")
        if k < len(CONTACTS):
            given, family, emp, job, birthday = CONTACTS[k].split("|")
            org = orgs[int(emp) - 1]
        else:
            n = k - len(CONTACTS)
            org = RNG.choice(orgs[25:]) if n < 36 else None
            english = org["language"] == "en" if org else n % 6 == 0
            while True:
                given, family = (RNG.choice(GIVEN_EN), RNG.choice(FAMILY_EN)) if english else (RNG.choice(GIVEN_FR), RNG.choice(FAMILY_FR))
                if (given, family) not in titles:
                    break
            titles.append((given, family))
            job = RNG.choice(TITLES_EN if english else TITLES_FR) if org else ""
            roll = RNG.random()
            md = f"{RNG.randrange(1, 13):02d}-{RNG.randrange(1, 29):02d}"
            birthday = f"{RNG.randrange(1956, 2003)}-{md}" if roll < .3 else f"--{md}" if roll < .55 else ""
        if org:
            town, country, lang = org["city"], org["country"], org["language"]
            domain, street = domains[org["external_id"]], ""
        else:
            town = RNG.choice(["London", "Bath", "Lyon", "Leeds"] if english else ["Lyon", "Lyon", "Villeurbanne", "Vienne", "Annecy", "Genève", "Namur", "Givors"])
            country, lang = TOWNS[town][1], "en" if english else "fr"
            domain = "postbox.example" if lang == "en" else RNG.choice(["courriel.example", "boite-a-lettres.example"])
            street = f"{RNG.randrange(1, 90)} {RNG.choice(STREETS_EN)}" if country == "GB" else f"{RNG.randrange(1, 90)}, {RNG.choice(STREETS_FR)}"
        zone = TOWNS[town][2]
        row.update(given_name=given, family_name=family, country=country, language=lang,
                   relationship=(org["relationship"] if org else RNG.choice(RELATIONS)),
                   owner=(org["owner"] if org else AGENTS["P"][0] if lang == "en" else RNG.choice(sellers + [""])),
                   email=email(f"{slug(given)}.{slug(family)}", domain), phone=phone(zone) if org or RNG.random() < .4 else "",
                   mobile=phone("m") if country == "FR" and RNG.random() < .8 else "", street=street, city=town,
                   postal_code=TOWNS[town][0] if street else org["postal_code"], employer=org["external_id"] if org else "", job_title=job,
                   birthday=birthday, description=RNG.choice(DESC_EN if lang == "en" else DESC_FR) if not org and RNG.random() < .3 else "")
        rows.append(row)
    return rows


# ---------------------------------------------------------------- stage moves
GOALS = {"awareness": 170, "expansion": 110, "commitment": 60, "dissolution": 25, "winback": 4}


def make_moves(customers, heads, moves):
    reached = {s: len({m["customer"] for m in moves if m["to_stage"] == s}) for s in STAGES}
    wins = sum(m["to_stage"] == "exploration" for m in moves)
    rest = [c for c in customers if c["external_id"] not in heads]
    RNG.shuffle(rest)
    depth = {}
    for i, c in enumerate(rest):
        depth[c["external_id"]] = sum(i < GOALS[s] - reached[s] for s in STAGES[1:4])
    ending = RNG.sample([c["external_id"] for c in rest], GOALS["dissolution"] - reached["dissolution"])
    back = RNG.sample([k for k, d in depth.items() if d >= 2 and k not in ending], 22)
    winners = ending[:GOALS["winback"] - wins]
    causes = ["dissatisfied", "better_offer", "need_gone", "low_volume", "failed_trial", "other", "non_payment"]
    tied = []
    for c in customers:
        cid = c["external_id"]
        if cid in heads:
            continue
        lang, d = c["language"], depth[cid]
        plan = [(s, "") for s in STAGES[1:1 + d]]
        if cid in back:
            at = RNG.randrange(2, d + 1)
            low = RNG.choice([at - 1, at - 1, at - 2])
            again = [(s, "") for s in STAGES[low + 1:at + 1]] if (at < d or RNG.random() < .5) else []
            plan = plan[:at] + [(STAGES[low], "back")] + again + plan[at:]
        if cid in ending:
            plan.append(("dissolution", ""))
        if cid in winners:
            plan += [("exploration", "win")] + [("awareness", "")] * (d > 0)
        # customers who go further were met earlier
        if RNG.random() < .18:
            since = dt.datetime(2024, 6, 3, 7) + dt.timedelta(days=RNG.randrange(480), minutes=RNG.randrange(500))
        else:
            span = max(40, 350 - 45 * len(plan)) if plan else 350
            since = START + dt.timedelta(days=RNG.randrange(span), minutes=RNG.randrange(500))
        c["since"] = iso(since)
        first = max(since, START)
        step = (END - dt.timedelta(days=2) - first) / max(1, len(plan))
        reach = RNG.choice([.45, .7, 1]) if len(plan) > 1 else .6
        who = c["owner"] or AGENTS["T"][0]
        t = first
        for n, (to, kind) in enumerate(plan):
            a = max(t + dt.timedelta(days=1), first + step * reach * n)
            t = moment(a, max(first + step * reach * (n + 1), a + dt.timedelta(days=5)))
            m = dict(customer=cid, to_stage=to, effective_at=t, reason="", ended_by="", ending_cause="", agent=who)
            if to == "dissolution":
                cause = causes[ending.index(cid) % len(causes)]
                if not d and cause in ("non_payment", "low_volume", "failed_trial"):
                    cause = "need_gone"
                if cid in winners:
                    cause = "better_offer"
                m.update(ending_cause=cause, ended_by="vendor" if cause in ("non_payment", "low_volume") else "customer",
                         reason=END_REASON[cause])
                by_us = m["ended_by"] == "vendor"
                text = ("Fin de la relation" if lang == "fr" else "End of the relationship", END_TEXT[lang][cause], "-")
                chan, way = ("note", "internal") if by_us else (RNG.choice(["email", "letter"]), "inbound")
            elif kind == "back":
                m["reason"] = RNG.choice(BACK[lang])
                text, chan, way = MOVE_TEXT[lang]["back"], "phone", "inbound"
            else:
                m["reason"] = WINBACK[winners.index(cid) % len(WINBACK)] if kind == "win" else RNG.choice(FORWARD[lang][to])
                text, chan, way = MOVE_TEXT[lang][to], RNG.choice(["phone", "meeting"]), RNG.choice(["inbound", "outbound"])
            moves.append(m)
            if to in ("dissolution", "exploration") or kind == "back" or RNG.random() < .6:
                tied.append(dict(customer=cid, at=t - dt.timedelta(minutes=RNG.randrange(15, 50)), channel=chan, direction=way, agent=who,
                                 subject=text[0], body=spin(text[1]).format(reason=m["reason"]),
                                 duration=f"PT{RNG.randrange(5, 45)}M" if chan in ("phone", "meeting") else "", outcome="",
                                 sentiment={"+": "positive", "-": "negative"}[text[2]]))
    moves.sort(key=lambda m: (m["effective_at"], m["customer"]))
    return tied


# ---------------------------------------------------------------- interactions
def load(text):
    out = []
    for line in text.strip().splitlines():
        stage, voice, subject, body, outcome, mood = re.match(r"(\w);(\w);([^;]*);(.*);([^;]*);([^;]*)$", line).groups()
        out.append((stage, voice, subject, body, outcome,
                    {"+": "positive", "=": "neutral", "-": "negative", "~": "mixed", "": ""}[mood]))
    return out


def make_talks(customers, heads, moves, talks, total):
    pool = {"fr": load(T_FR), "en": load(T_EN)}
    by_name = {c["external_id"]: c for c in customers}
    history = {}
    for m in moves:
        history.setdefault(m["customer"], []).append((m["effective_at"], m["to_stage"]))
    people = {}
    for c in customers:
        if c.get("employer"):
            people.setdefault(c["employer"], []).append(c)
    rest = [c for c in customers if c["external_id"] not in heads
            and not (c.get("employer") in heads)]
    weight = [RNG.uniform(.3, 1) * (1 + len(history.get(c["external_id"], []))) for c in rest]
    support = [AGENTS[k][0] for k in "HML"]
    used = {}
    while len(talks) < total:
        c = RNG.choices(rest, weight)[0]
        cid, lang = c["external_id"], c["language"]
        t = moment(max(START, dt.datetime.strptime(c["since"], "%Y-%m-%dT%H:%M:%SZ")), END)
        stage = "exploration"
        for at, to in history.get(cid, []):
            if at <= t:
                stage = to
        if stage == "dissolution":
            continue
        private = c["type"] == "person" and not c.get("employer")
        key = "P" if private and stage != "exploration" and RNG.random() < .8 else {"exploration": "X", "awareness": "A", "expansion": "E", "commitment": "C"}[stage]
        choice = [x for x in pool[lang] if x[0] == key]
        seen = used.setdefault(cid, [])
        fresh = [x for x in choice if x not in seen[-(len(choice) - 2):]]
        pick = RNG.choice(fresh)
        seen.append(pick)
        _, voice, subject, body, outcome, mood = pick
        owner = c["owner"] or AGENTS["A"][0]
        agent = RNG.choice(support) if key in "ECP" and RNG.random() < .55 else owner
        minutes, signer = "", ""
        body = spin(body)
        if voice in "io":
            chan = RNG.choice(["email"] * 6 + ["chat", "voicemail", "letter"] + (["web_form", "social"] if voice == "i" else ["email"]))
            signer = agent.split()[0]
            if voice == "i":
                who = c if c["type"] == "person" else RNG.choice(people.get(cid, [None]))
                signer = f"{who['given_name']} {who['family_name']}" if who else c["name"]
            if RNG.random() < .6:
                body = (body + " " + RNG.choice(ASIDE[lang])).strip()
            if chan in ("email", "letter"):
                body = RNG.choice(HELLO[lang]) + body + RNG.choice(BYE[lang]) + signer
            way = "inbound" if voice == "i" else "outbound"
        elif voice == "s":
            meet = re.search(r"[Dd]émonstration|Visite|Pose|Installation du|Formation|Revue|demonstration|installation|training|review|visit|domicile", subject)
            chan = "meeting" if meet else "phone"
            minutes = f"PT{RNG.randrange(30, 150) if meet else RNG.randrange(3, 32)}M"
            body = (body + " " + RNG.choice(SUMMARY_END[lang])).strip()
            way = RNG.choice(["inbound", "outbound"]) if chan == "phone" else "outbound"
        else:
            chan, way = "note", "internal"
        talks.append(dict(customer=cid, at=t, channel=chan, direction=way, agent=agent, subject=subject, body=body,
                          duration=minutes, outcome=outcome, sentiment=mood))
    talks.sort(key=lambda x: (x["at"], x["customer"]))
    for n, x in enumerate(talks, 1):
        x["external_id"] = f"I{n:05d}"


# ---------------------------------------------------------------- the messy export
DIRTY = '''Société;Prénom;Nom;Courriel;Téléphone;Ville;Pays
Fleurs de Cœur;Églantine;Rosemont-Vif;eglantine@fleurs-de-coeur.example;04.65.71.90.01;Lyon;France
"Sarl L’Entrepôt; Caves & Vins";Honoré;Bouchonnet;honore@entrepot-caves.example;+33 (0)3 53 01 90 02;Beaune;FRANCE
;Jérôme;Tristounet;jerome.tristounet@courriel.example;0639989003;Villeurbanne;fr
Doublon & Fils;Noëlle;Griffaton;{taken};04 65 71 90 04;Lyon;France
Café Noïsette;Anaëlle;Percolade;anaelle@cafe-noisette.example;02 61 91 90 05;Nantes;FR
Le Prix à 10 €;Gratien;Soldeur;gratien.soldeur(at)prix-dix.example;01 99 00 90 06;Paris;France
Émaux Brûlants;;;contact@emaux-brulants.example;05-36-49-90-07;Bordeaux;France
Ragotin;Marcel
"Hôtel ""Le Grand Petit""";Maëlle;Minusse;maelle@grand-petit.example;+33 1 99 00 90 08;Paris;France
;;;sans.nom@courriel.example;04 65 71 90 09;Valence;France
"Société Anonyme
des Deux Lignes";Édouard;Coupure;edouard@deux-lignes.example;03 53 01 90 10;Lille;France
Forge Œdipe;Œdipe;Martelou;oedipe@forge-oedipe.example;05 36 49 90 11;Toulouse;France
Ateliers d’Août;Aimé;Vacancier;aime@ateliers-aout.example; 04 65 71 90 12 ;Nîmes;France
Tea & Sympathy’s Cousin;Dorothea;Kettlewick;dorothea@cousin-tea.example;020 7946 0999;London;Royaume-Uni
'''


# ---------------------------------------------------------------- checks
def check(agents, customers, moves, talks, heads):
    names = set()
    for a in agents:
        assert not a["supervisor"] or a["supervisor"] in names, a
        names.add(a["name"])
    assert len(agents) == 8 and len({a["team"] for a in agents}) == 3 and sum(not a["supervisor"] for a in agents) == 1
    assert [c["external_id"] for c in customers] == [f"C{i:04d}" for i in range(1, 201)]
    seen, mails, numbers = {}, set(), set()
    since = {}
    for c in customers:
        get = lambda k: c.get(k, "") or ""
        assert c["relationship"] in RELATIONS and c["language"] in ("fr", "en")
        assert get("owner") in names | {""}
        assert re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", c["email"]) and c["email"] not in mails, c
        mails.add(c["email"])
        for n in (get("phone"), get("mobile")):
            assert not n or (n not in numbers and re.fullmatch(
                r"\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \d\d \d\d|\+44 20 7946 0\d{3}", n)), n
            numbers.add(n)
        if c["type"] == "organisation":
            assert c["name"] and not get("employer") and not any(s["type"] == "person" for s in seen.values())
            assert not get("parent") or get("parent") in seen, c
        else:
            assert c["given_name"] and c["family_name"] and not get("parent") and not get("name")
            assert not get("employer") or seen[c["employer"]]["type"] == "organisation"
        assert re.fullmatch(r"((19|20)\d\d-|--)?\d\d-\d\d|", get("birthday"))
        since[c["external_id"]] = dt.datetime.strptime(c["since"], "%Y-%m-%dT%H:%M:%SZ")
        assert dt.datetime(2024, 6, 1) <= since[c["external_id"]] < dt.datetime(2026, 11, 1), c
        seen[c["external_id"]] = c
    assert sum(c["type"] == "organisation" for c in customers) == 120
    assert 8 <= sum(bool(c.get("parent")) for c in customers) <= 12
    assert len({c["name"] for c in customers if c.get("name")}) == 120

    state, reach, wins, backs, last_all = {}, {s: set() for s in STAGES}, 0, 0, dt.datetime.min
    ended = {}
    for m in moves:
        cid, to, t = m["customer"], m["to_stage"], m["effective_at"]
        old, last = state.get(cid, ("exploration", since[cid]))
        assert t > last and t >= last_all and START <= t <= END and m["agent"] in names, m
        i, j = STAGES.index(old), STAGES.index(to)
        if to == "dissolution":
            assert i < 4 and m["ended_by"] in ("customer", "vendor") and m["ending_cause"] in CAUSES, m
        else:
            assert not m["ended_by"] and not m["ending_cause"], m
            if old == "dissolution":
                assert to == "exploration" and m["reason"], m
                wins += 1
            elif j < i:
                assert m["reason"], m
                backs += 1
            else:
                assert j == i + 1, m
        reach[to].add(cid)
        state[cid], last_all = (to, t), t
        ended.setdefault(cid, []).append((t, to))
    got = {s: len(reach[s]) for s in STAGES[1:]} | {"winback": wins}
    assert got == GOALS, got
    assert 380 <= len(moves) <= 430, len(moves)

    last = dt.datetime.min
    for x in talks:
        assert x["at"] >= last and START - dt.timedelta(hours=3) <= x["at"] <= END
        assert x["at"] >= since[x["customer"]], x
        assert x["channel"] in CHANNELS and x["direction"] in ("inbound", "outbound", "internal") and x["agent"] in names
        assert bool(x["duration"]) == (x["channel"] in ("phone", "meeting")), x
        assert re.fullmatch(r"PT\d+M|", x["duration"]) and (x["channel"] == "note") == (x["direction"] == "internal"), x
        assert x["subject"] and x["body"] and not re.search(r"\[[^\]]*\|[^\]]*\]|\{|\\", x["body"]), x
        last = x["at"]
        if x["customer"] in heads and x["channel"] == "meeting":
            assert x["at"].weekday() < 6, x
    assert len(talks) == 2400 and len({x["external_id"] for x in talks}) == 2400
    assert len(heads) >= 25 and {"C0007", "C0042"} <= set(heads)
    assert any("Sauvegarde échouée" in x["subject"] for x in talks if x["customer"] == "C0007")
    assert state["C0042"][0] == "dissolution"
    return got | {"steps back": backs}


# ------------------------------------------------------------- incidents
INCIDENT_COLUMNS = ("number,incident_state,reassignment_count,reopen_count,made_sla,caller_id,opened_at,"
                    "sys_updated_at,contact_type,category,subcategory,impact,priority,assignment_group,"
                    "assigned_to,resolved_at").split(",")
TOPICS = [("Backup", "Nightly run"), ("Network", "Wi-Fi"), ("Mail", "Mailbox full"), ("Printer", "Queue"),
          ("Access", "Password"), ("Workstation", "Slow"), ("Telephony", "Handset")]
PRIORITIES = [("1 - Critical", 0.06), ("2 - High", 0.19), ("3 - Moderate", 0.6), ("4 - Low", 0.15)]
OPEN_SPANS = [(8 * 60 + 30, 12 * 60), (13 * 60, 18 * 60)]


def after_open_time(start, minutes):
    """The instant by which so many open minutes have passed, a minute at a time."""
    at = start
    while minutes > 0:
        of_day = at.hour * 60 + at.minute
        if at.weekday() < 5 and any(begin <= of_day < end for begin, end in OPEN_SPANS):
            minutes -= 1
        at += dt.timedelta(minutes=1)
    return at


def make_incidents(count):
    """The log of a help desk in the summer before: a row each time that somebody touched an incident."""
    dice = random.Random(20260803)
    day = dt.datetime(2026, 8, 3)
    days = [day + dt.timedelta(days=i) for i in range(89) if (day + dt.timedelta(days=i)).weekday() < 5]
    opened = sorted(dice.choice(days) + dt.timedelta(minutes=dice.randint(8 * 60 + 30, 17 * 60 + 55))
                    for _ in range(count))
    rows = []
    for number, at in enumerate(opened, 1):
        priority = dice.choices([p for p, _ in PRIORITIES], [w for _, w in PRIORITIES])[0]
        promised = {"1": 8, "2": 9, "3": 18, "4": 18}[priority[0]] * 60
        needed = int(promised * min(3.0, dice.lognormvariate(-0.8, 0.7)))
        topic = dice.choice(TOPICS)
        agent = dice.choice(["Maël Crozatin", "Loïc d'Arbessan", "Hélène Tournevire"])
        resolved = after_open_time(at, needed)
        steps = [(at + dt.timedelta(minutes=1), "New", "?"),
                 (after_open_time(at, dice.randint(1, 1 + needed // 3)), "Active", agent)]
        if needed > 120 and dice.random() < 0.25:
            steps.append((after_open_time(at, needed // 2), "Awaiting User Info", agent))
            steps.append((after_open_time(at, needed // 2 + needed // 4), "Active", agent))
        steps.append((resolved, "Resolved", agent))
        steps.append((resolved + dt.timedelta(days=3), "Closed", agent))
        for updated, state, who in steps:
            rows.append(dict(zip(INCIDENT_COLUMNS, [
                f"H{number:04}", state, 0, 0, "true" if needed <= promised else "false",
                f"Caller {dice.randint(1, 60)}" if state == "New" else rows[-1]["caller_id"],
                at.strftime("%d/%m/%Y %H:%M"), updated.strftime("%d/%m/%Y %H:%M"), "Email", *topic,
                "2 - Medium", priority, "Support", who, resolved.strftime("%d/%m/%Y %H:%M")])))
    return rows


def main():
    agents = [dict(name=n, email=f"{e}@atelier-numerique.example", team=t, supervisor=AGENTS[s][0] if s else "")
              for n, e, t, s in AGENTS.values()]
    heads, moves, talks = read_stories()
    customers = make_customers(heads)
    talks += make_moves(customers, heads, moves)
    make_talks(customers, heads, moves, talks, 2400)
    counts = check(agents, customers, moves, talks, heads)
    write("agents.csv", agents, ["name", "email", "team", "supervisor"])
    write("customers.csv", customers,
          ("external_id,type,name,given_name,family_name,industry,employees,country,language,relationship,owner,email,phone,mobile,"
           "street,city,postal_code,employer,job_title,parent,since,birthday,description").split(","))
    write("stage_moves.csv", [m | {"effective_at": iso(m["effective_at"])} for m in moves],
          "customer,to_stage,effective_at,reason,ended_by,ending_cause,agent".split(","))
    write("interactions.csv", [x | {"at": iso(x["at"])} for x in talks],
          "external_id,customer,at,channel,direction,agent,subject,body,duration,outcome,sentiment".split(","))
    taken = next(c["email"] for c in customers if c.get("employer") == "C0007")
    dirty = DIRTY.format(taken=taken)
    rows = list(csv.reader(io.StringIO(dirty, newline=""), delimiter=";"))
    assert len(rows) == 15 and sum(len(r) != 7 for r in rows) == 1 and taken in {c["email"] for c in customers}
    (HERE / "dirty.csv").write_bytes(dirty.encode("cp1252"))
    incidents = make_incidents(320)
    write("help_desk/incidents.csv", incidents, INCIDENT_COLUMNS)
    print(len(incidents), "events of incidents")
    print(len(agents), "agents,", len(customers), "customers,", len(moves), "stage moves,", len(talks), "interactions,", len(rows) - 1, "dirty rows")
    print(counts, len(heads), "stories")


if __name__ == "__main__":
    main()
