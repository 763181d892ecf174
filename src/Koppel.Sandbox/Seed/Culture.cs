namespace Koppel.Sandbox.Seed;

/// <summary>Where people come from, and what they are called there.</summary>
/// <param name="Share">How many of a hundred contacts come from there.</param>
/// <param name="Country">The country, as ISO 3166 has it.</param>
/// <param name="CountryName">The country in Dutch, as the field LAND has it.</param>
/// <param name="CountryInEnglish">The country in English, as the service names places.</param>
/// <param name="Language">The language, as ISO 639 has it.</param>
/// <param name="Phone">The beginning of numbers that the country's plan keeps free for invented people; two digits follow.</param>
/// <param name="FirstNames">First names.</param>
/// <param name="LastNames">Last names.</param>
internal sealed record Culture(
    int Share, string Country, string CountryName, string CountryInEnglish, string Language, string Phone, string[] FirstNames,
    string[] LastNames)
{
    // Where no numbers are kept free, those of the United States stand in.
    const string Fictional = "+1-202-555-01";

    static readonly Culture[] All =
    [
        new(52, "NL", "Nederland", "Netherlands", "nl", Fictional,
            Words(
                "Sanne Daan Emma Bram Lotte Sem Fleur Thijs Anouk Ruben Noor Jesse Femke Lars Sophie Wouter Maud Jeroen Eva Pieter Iris "
                    + "Sander Roos Niels Marieke Koen Tess Bas Esmée "
                + "Joris Anne Hugo Merel Stijn Zoë Maarten Willemijn Gijs Hanneke Floor Chloé Mees Fatima Youssef Aylin Mohammed Renée "
                + "Cees André Yara"),
            [.. Words(
                "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kuipers Postma Veenstra Hoekstra "
                    + "Wolters Schouten Koster Willems Scholten "
                + "Verhoeven Timmermans Groen Jacobs Maas Huisman Prins Blom Kok Schipper Bouwman Molenaar Zijlstra Boersma Yılmaz Ramdin"),
                "de Vries", "van den Berg", "van Dijk", "de Jong", "van der Meer", "de Boer", "van Leeuwen", "van ’t Hoff", "in ’t Veld",
                "de Wit", "van der Heijden", "ter Horst", "El Amrani", "Ben Ali"]),
        new(11, "BE", "België", "Belgium", "nl", Fictional,
            Words("Lien Jef Ellen Stef Margaux Arne Louise Wout Amélie Seppe Jana Matthias Elise Robbe Hélène Kobe Noémie Senne"),
            [.. Words("Peeters Maes Mertens Claes Goossens Wouters Lambert Dubois Janssens Desmet Cools Aerts Michiels Segers Lemmens"),
                "De Smet", "Van den Broeck", "Vander Stappen", "D’hondt"]),
        new(12, "DE", "Duitsland", "Germany", "de", "+49-30-23125-0",
            Words(
                "Jürgen Greta Lukas Hannah Björn Jörg Käthe Finn Lena Uwe Annika Günter Sabine Maximilian Friederike Søren Leonie Götz "
                + "Ümit Mia"),
            [.. Words(
                "Müller Schmidt Schäfer Weiß Fischer Krüger Köhler Zimmermann Vogel Böhm Jäger Großmann Lindner Höfer Brandt Richter "
                + "Wagner Özdemir"), "von der Heide", "Müller-Lüdenscheidt"]),
        new(6, "FR", "Frankrijk", "France", "fr", "+33-1-99-00-12-",
            Words("Chloé Théo Léa François Inès Jérôme Zoé Benoît Manon Rémi Élodie Loïc Céline Mathéo Anaïs"),
            [.. Words("Martin Bernard Lefèvre Moreau Girard Bonnet Lemaître Chevallier Fournier Garçon Noël Benoît"), "de La Fontaine",
                "Le Goff"]),
        new(7, "GB", "Verenigd Koninkrijk", "United Kingdom", "en", "+44-7700-9001",
            Words("Olivia George Amelia Oliver Isla Harry Siobhán Rhys Niamh Callum Priya Arjun Charlotte Dylan"),
            [.. Words("Smith Jones Williams Taylor O’Neill MacDonald Evans Patel Fitzgerald Campbell Singh Wright O’Connor"),
                "St John-Smythe"]),
        new(3, "ES", "Spanje", "Spain", "es", Fictional, Words("Lucía Íñigo María José Inés Álvaro Begoña Andrés Núria Joaquín"),
            [.. Words("García Fernández López Muñoz Peña Núñez Ibáñez"), "de la Cruz", "Martínez Ruiz"]),
        new(3, "IT", "Italië", "Italy", "it", Fictional, Words("Giulia Matteo Chiara Niccolò Sofia Lorenzo Beatrice Gioele"),
            [.. Words("Rossi Russo Ferrari Esposito D’Angelo Bianchi Costa"), "De Luca", "Dal Bò"]),
        new(3, "PL", "Polen", "Poland", "pl", Fictional, Words("Zofia Jakub Małgorzata Paweł Agnieszka Wojciech Łucja Michał"),
            Words("Nowak Kowalski Wiśniewska Wójcik Kamiński Zieliński Szczęsny Żak")),
        new(2, "SE", "Zweden", "Sweden", "sv", "+46-31-390-06-", Words("Åsa Björn Elin Göran Linnéa Sören Ebba Håkan"),
            Words("Lindqvist Åkesson Sjöberg Öberg Nyström Bergström Johansson")),
        new(1, "DK", "Denemarken", "Denmark", "da", Fictional, Words("Søren Freja Bjørn Maja Jørgen Signe"),
            Words("Nielsen Sørensen Østergaard Kjær Mølgaard Ravn")),
    ];

    /// <summary>The culture of the n-th contact.</summary>
    public static Culture Of(int n)
    {
        var left = Draw.Of(n, Drawn.Culture, 100);
        foreach (var culture in All)
        {
            left -= culture.Share;
            if (left < 0) return culture;
        }

        return All[0];
    }

    static string[] Words(string names) => names.Split(' ');
}
