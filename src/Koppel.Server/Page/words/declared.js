// What connectors declare, in other languages than English: the title, the meaning and the place of each setting, by its kind of system and
// its name, or by its name alone where all kinds have it.
export const declared = {
  nl: {
    activecampaign: 'ActiveCampaign: contacten, tags, lijsten, velden, accounts, deals, campagnes en wat de API nog meer heeft.',
    'activecampaign.url.title': 'API-URL',
    'activecampaign.url': 'Het adres van het account, zoals https://account.api-us1.com.',
    'activecampaign.url.source':
      'In ActiveCampaign: Instellingen, dan Ontwikkelaar, naast de sleutel. Neem de instellingen van het account, niet Mijn instellingen.',
    'activecampaign.token.title': 'API-sleutel',
    'activecampaign.token': 'De API-sleutel van een gebruiker.',
    'activecampaign.token.source':
      'In ActiveCampaign: Instellingen, dan Ontwikkelaar, onder API-toegang. Wie hem heeft, kan alles wat die gebruiker kan.',
    'activecampaign.automations.title': 'Automatiseringen',
    'activecampaign.automations':
      'Of een lading automatiseringen mag starten: run (ja, zoals standaard: wat de API uit zichzelf doet) of skip (nee).',
    'activecampaign.create_tags.title': 'Tags maken',
    'activecampaign.create_tags': 'Of een lading met namen van tags de tags maakt die er niet zijn; standaard wel.',
    'activecampaign.create_contacts.title': 'Contacten maken',
    'activecampaign.create_contacts': 'Of een lading met e-mailadressen de contacten maakt die er niet zijn; standaard niet.',
    'activecampaign.resubscribe.title': 'Opnieuw inschrijven',
    'activecampaign.resubscribe': 'Of een lading een contact weer mag inschrijven op een lijst die het had verlaten; standaard niet.',
    'activecampaign.share.title': 'Deel van de limieten',
    'activecampaign.share': 'Welk deel van de limieten van het account Koppel mag gebruiken, boven 0 en hoogstens 1; standaard 1.',
    'activecampaign.snapshot.title': 'Momentopname van contacten',
    'activecampaign.snapshot':
      'Of contacten op deze computer worden bewaard, zodat alleen wat veranderde opnieuw wordt gelezen: off (nee, zoals standaard), ' +
      'on (ja) of new (lees ze de volgende keer allemaal opnieuw).',
    salesforce: 'Salesforce: elk object van een org, standaard en eigen, met de velden die de gebruiker mag zien.',
    'salesforce.url.title': 'Adres van de org',
    'salesforce.url':
      'Het eigen adres van de org, zoals https://acme.my.salesforce.com; zonder dat wordt het https://login.salesforce.com.',
    'salesforce.url.source': 'In Salesforce: Setup, dan My Domain.',
    'salesforce.client_id.title': 'Consumer key',
    'salesforce.client_id': 'De consumer key van de External Client App.',
    'salesforce.client_id.source':
      'In Salesforce: Setup, dan External Client App Manager, de app, Settings, OAuth Settings, Consumer Key and Secret.',
    'salesforce.client_secret.title': 'Consumer secret',
    'salesforce.client_secret':
      'Het consumer secret van de app; met alleen url en client_id erbij meldt het zich aan als de gebruiker Run As van de app.',
    'salesforce.client_secret.source': 'Het staat naast de consumer key.',
    'salesforce.username.title': 'Gebruikersnaam',
    'salesforce.username': 'De naam van de gebruiker, voor private_key_file en password.',
    'salesforce.private_key_file.title': 'Bestand met de privésleutel',
    'salesforce.private_key_file':
      'Een bestand met de privésleutel (PEM) waarvan de app het certificaat heeft: meldt zich aan als username.',
    'salesforce.private_key.title': 'Privésleutel',
    'salesforce.private_key': 'Dezelfde sleutel als tekst; het best als ${env:SF_KEY}.',
    'salesforce.refresh_token.title': 'Refresh token',
    'salesforce.refresh_token': 'Een refresh token van de app; een nieuw dat Salesforce in plaats ervan geeft, geldt vanaf dan.',
    'salesforce.refresh_token.source': 'koppel sign-in haalt er een in de browser en bewaart het.',
    'salesforce.sfdx_url.title': 'Sfdx Auth Url',
    'salesforce.sfdx_url': 'Wat sf org display --verbose toont als Sfdx Auth Url; meer is er niet nodig.',
    'salesforce.sfdx_url.source': 'sf org display --verbose toont het.',
    'salesforce.password.title': 'Wachtwoord',
    'salesforce.password':
      'Het wachtwoord van de gebruiker met het security token erachter; nieuwe orgs weigeren het, dus als laatste middel.',
    'salesforce.deleted.title': 'Verwijderde rijen',
    'salesforce.deleted': 'Of ook rijen uit de prullenbak en gearchiveerde rijen worden gelezen; standaard niet.',
    'salesforce.bulk_above.title': 'Taken boven zoveel rijen',
    'salesforce.bulk_above': 'Meer rijen dan dit worden gelezen en geschreven met taken van de Bulk API; standaard 20.000.',
    'salesforce.reserve.title': 'Reserve van aanroepen',
    'salesforce.reserve':
      'Welk deel van de aanroepen die de org in 24 uur heeft, voor andere programma’s overblijft, van 0 tot 1; standaard 0,1.',
    'salesforce.assignment_rules.title': 'Toewijzingsregels',
    'salesforce.assignment_rules': 'Of de toewijzingsregels van de org geschreven leads en cases een eigenaar geven; standaard wel.',
    'salesforce.duplicate_rules.title': 'Duplicaatregels',
    'salesforce.duplicate_rules':
      'Wat er gebeurt met rijen waar de duplicaatregels van de org alleen voor waarschuwen: block (ze worden geweigerd, zoals standaard) ' +
      'of allow (ze worden geschreven).',
    excel: 'De bladen, benoemde bereiken en tabellen van een Excel-werkmap.',
    'excel.path.title': 'Werkmap',
    'excel.path': 'De werkmap: een bestand .xlsx, .xlsm of .xls. Een relatief pad telt vanaf de map van de configuratie.',
    'excel.header.title': 'Koppen',
    'excel.header':
      'Waar de namen van kolommen vandaan komen: auto (de eerste rij die op koppen lijkt, zoals standaard), first (de eerste rij waar ' +
      'iets staat), het nummer van een rij zoals 4, of none (A, B, C).',
    files: 'De CSV-, TSV-, Parquet- en JSON-bestanden van een map of patroon.',
    'files.path.title': 'Map of bestanden',
    'files.path':
      'Een map (data), een patroon (data/*.csv, data/**/orders-*.parquet) of één bestand. Een relatief pad telt vanaf de map van de ' +
      'configuratie.',
    'files.encoding.title': 'Tekenset',
    'files.encoding': 'De tekenset van tekstbestanden, zoals utf-8, utf-16 of windows-1252; standaard zelf gevonden.',
    'files.separator.title': 'Scheidingsteken',
    'files.separator':
      'Wat tussen de cellen van tekstbestanden staat: comma (komma), semicolon (puntkomma), tab, bar (|) of een ander teken; standaard ' +
      'zelf gevonden.',
    'files.quote.title': 'Aanhalingsteken',
    'files.quote': 'Wat om cellen met een scheidingsteken staat: een teken, of none (geen); standaard ".',
    'files.header.title': 'Koppen',
    'files.header':
      'Waar de koppen van tekstbestanden staan: auto (in de eerste regel met koppen, ook onder titels waar dat zeker is, zoals standaard), ' +
      'first (in de eerste regel waar iets staat), het nummer van een regel zoals 4, of none (geen: column0, column1)',
    'files.decimal.title': 'Decimalen',
    'files.decimal': 'Het teken voor de decimalen: point (punt) of comma (komma); standaard zelf gevonden.',
    'files.thousands.title': 'Duizendtallen',
    'files.thousands':
      'Het teken tussen duizendtallen: point (punt), comma (komma), space (spatie), een ander teken, of none (geen); standaard zelf ' +
      'gevonden.',
    'files.date_order.title': 'Datums',
    'files.date_order': 'De volgorde van dag, maand en jaar in datums: dmy, mdy of ymd; standaard zelf gevonden.',
    'files.types.title': 'Soorten',
    'files.types': 'De soorten van kolommen, zoals zip: text, optin: boolean, amount: decimal(10,2); standaard zelf gevonden.',
    'files.all_text.title': 'Alles als tekst',
    'files.all_text': 'Elke kolom zonder eigen soort is tekst, zodat nullen vooraan blijven staan; standaard niet.',
    'files.nulls.title': 'Staat voor niets',
    'files.nulls': 'Teksten die voor geen waarde staan, gescheiden door komma’s, zoals NULL, n/a; standaard alleen de lege cel.',
    'files.empty.title': 'Lege cellen',
    'files.empty': 'Wat een lege cel is: null (geen waarde, zoals standaard) of text (een lege tekst).',
    'files.ragged.title': 'Rijen met te veel cellen',
    'files.ragged':
      'Wat er met rijen met te veel cellen gebeurt: reject (ze worden geweigerd, zoals standaard), fail (alles wordt geweigerd) of cut ' +
      '(wat te veel is valt weg).',
    'confirm_above.title': 'Vraag boven zoveel rijen',
    confirm_above:
      'Een lading die meer rijen zou wijzigen, vraagt het eerst, of heeft --yes nodig waar niemand te vragen is; standaard vraagt er geen.',
    'confirm_calls_above.title': 'Vraag boven zoveel aanroepen',
    confirm_calls_above:
      'Een opdracht die meer aanroepen nodig heeft om te lezen, vraagt het eerst, of heeft --yes nodig waar niemand te vragen is; ' +
      'standaard vraagt er geen.',
    'max_changes.title': 'Hoogstens gewijzigde rijen',
    max_changes:
      'Een lading die meer rijen zou wijzigen, wordt geweigerd: een aantal, of een deel van de rijen van het doel zoals 20%; standaard ' +
      'mag elk aantal.',
    'max_deletes.title': 'Hoogstens verwijderde rijen',
    max_deletes:
      'Een lading die meer rijen zou verwijderen, wordt geweigerd: een aantal, of een deel van de rijen van het doel zoals 5%; standaard ' +
      'mag elk aantal.',
    'max_creates.title': 'Hoogstens nieuwe rijen',
    max_creates:
      'Een lading die meer rijen zou toevoegen, wordt geweigerd: een aantal, of een deel van de rijen van het doel zoals 20%; standaard ' +
      'mag elk aantal.',
    'max_calls.title': 'Hoogstens aanroepen',
    max_calls: 'Een opdracht die meer aanroepen van de verbinding zou doen, lezen meegeteld, wordt geweigerd; standaard mag elk aantal.',
    'max_calls_a_day.title': 'Hoogstens aanroepen per dag',
    max_calls_a_day:
      'Een opdracht waarmee de verbinding in 24 uur meer aanroepen zou krijgen, volgens het logboek, wordt geweigerd; standaard mag elk ' +
      'aantal.',
    'access.title': 'Toegang',
    access:
      'Of er in deze verbinding geschreven mag worden: read-write (ja, zoals standaard) of read-only (elke opdracht die zou schrijven ' +
      'wordt geweigerd).',
    'allow_http.title': 'Http toestaan',
    allow_http: 'Of de sleutel onversleuteld, over http, naar een andere computer dan deze mag worden gestuurd; standaard niet.',
    'environment.title': 'Wat het voor je is',
    environment:
      'Wat de verbinding voor je is; de querytool toont het, en vraagt haar naam voordat hij iets in productie laadt; standaard ' +
      'productie, tenzij het adres van deze computer is.',
  },
};
