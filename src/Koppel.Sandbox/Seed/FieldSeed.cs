using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Seed;

/// <summary>The custom fields that are there, and what contacts have in them. Whatever can be is one text that many share.</summary>
sealed class FieldSeed
{
    const int Days = 60 * 365;

    static readonly string[] Colours = ["Rood", "Groen", "Blauw", "Geel", "Paars"];
    static readonly string[] Interests = ["Techniek", "Opleiding", "Gereedschap", "Verzekering", "Evenementen"];

    static readonly string[] Chosen =
    [
        "||Techniek||", "||Techniek||Opleiding||", "||Gereedschap||", "||Evenementen||", "||Techniek||Gereedschap||Evenementen||",
        "||Verzekering||", "||Opleiding||Evenementen||",
    ];

    static readonly string[] Remarks =
    [
        "Liever bellen dan mailen.", "Belt na de zomer terug.\nVroeg om een offerte voor drie werkplekken.",
        "Krijgt factuur per post, \"zoals altijd\".", "Ruft im März zurück – möchte ein Angebot.",
    ];

    readonly Store store;
    readonly int colour, birthday, number, language, country, interests, remark;
    readonly string?[] birthdays = new string?[Days];

    public FieldSeed(Store store)
    {
        this.store = store;
        colour = Add("Kleur", "dropdown", Colours);
        birthday = Add("Geboortedatum", "date");
        number = Add("Klantnummer", "text");
        language = Add("Taal", "dropdown", "nl", "de", "fr", "en", "es", "it", "pl", "sv", "da");
        country = Add("Land", "dropdown", "Nederland", "België", "Duitsland", "Frankrijk", "Verenigd Koninkrijk", "Spanje", "Italië",
            "Polen", "Zweden", "Denemarken");
        interests = Add("Interesses", "checkbox", Interests);
        remark = Add("Opmerking", "textarea");
    }

    /// <summary>Fills the fields of the n-th contact: John's stay empty, the others have one or two.</summary>
    public void Fill(Contact contact, int n)
    {
        if (n == 1) return;
        var culture = Culture.Of(n);
        if (Draw.Has(n, Drawn.HasColour, 25)) Set(contact, colour, Colours[Draw.Of(n, Drawn.Colour, Colours.Length)]);
        if (Draw.Has(n, Drawn.HasBirthday, 20)) Set(contact, birthday, Birthday(Draw.Of(n, Drawn.Birthday, Days)));
        if (Tagging.IsCustomer(n)) Set(contact, number, string.Create(CultureInfo.InvariantCulture, $"K{n:000000}"));
        if (Draw.Has(n, Drawn.HasLanguage, 30)) Set(contact, language, culture.Language);
        if (Draw.Has(n, Drawn.HasCountry, 30)) Set(contact, country, culture.CountryName);
        if (Draw.Has(n, Drawn.HasInterests, 15)) Set(contact, interests, Chosen[Draw.Of(n, Drawn.Interests, Chosen.Length)]);
        if (Draw.Has(n, Drawn.HasRemark, 1)) Set(contact, remark, Remarks[Draw.Of(n, Drawn.Remark, Remarks.Length)]);
    }

    int Add(string title, string type, params ReadOnlySpan<string> options)
    {
        var field = Fields.Add(store, title, type, SeedData.Begin, options);
        store.Table(FieldRels.Resource).Add(SeedData.Begin, ("field", field.Id), ("relid", 0));
        return field.Id;
    }

    void Set(Contact contact, int field, string value) => store.SetValue(contact, field, value, contact.Created);

    string Birthday(int day) =>
        birthdays[day] ??= new DateTime(1945, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
