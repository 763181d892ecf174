using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Seed;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>The custom fields that are there, and what contacts have in them. Whatever can be is one text that many share.</summary>
internal sealed class FieldSeed
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

    readonly Store _store;
    readonly int _colour, _birthday, _number, _language, _country, _interests, _remark;
    readonly string?[] _birthdays = new string?[Days];

    FieldSeed(Store store)
    {
        _store = store;
        _colour = Add("Kleur", "dropdown", Colours);
        _birthday = Add("Geboortedatum", "date");
        _number = Add("Klantnummer", "text");
        _language = Add("Taal", "dropdown", "nl", "de", "fr", "en", "es", "it", "pl", "sv", "da");
        _country = Add("Land", "dropdown", "Nederland", "België", "Duitsland", "Frankrijk", "Verenigd Koninkrijk", "Spanje", "Italië",
            "Polen", "Zweden", "Denemarken");
        _interests = Add("Interesses", "checkbox", Interests);
        _remark = Add("Opmerking", "textarea");
    }

    public static Action<Contact, int>? Begin(Store store) => store.Options.Plain ? null : new FieldSeed(store).Fill;

    /// <summary>Fills the fields of the n-th contact: John's stay empty, the others have one or two.</summary>
    void Fill(Contact contact, int n)
    {
        if (n == 1) return;
        var culture = Culture.Of(n);
        if (Draw.Has(n, Drawn.HasColour, 25)) Set(contact, _colour, Colours[Draw.Of(n, Drawn.Colour, Colours.Length)]);
        if (Draw.Has(n, Drawn.HasBirthday, 20)) Set(contact, _birthday, Birthday(Draw.Of(n, Drawn.Birthday, Days)));
        if (Tagging.IsCustomer(n)) Set(contact, _number, string.Create(CultureInfo.InvariantCulture, $"K{n:000000}"));
        if (Draw.Has(n, Drawn.HasLanguage, 30)) Set(contact, _language, culture.Language);
        if (Draw.Has(n, Drawn.HasCountry, 30)) Set(contact, _country, culture.CountryName);
        if (Draw.Has(n, Drawn.HasInterests, 15)) Set(contact, _interests, Chosen[Draw.Of(n, Drawn.Interests, Chosen.Length)]);
        if (Draw.Has(n, Drawn.HasRemark, 1)) Set(contact, _remark, Remarks[Draw.Of(n, Drawn.Remark, Remarks.Length)]);
    }

    int Add(string title, string type, params ReadOnlySpan<string> options)
    {
        var field = FieldRows.Add(_store, title, type, SeedData.Begin, options);
        _store.Table(FieldRels.Resource).Add(SeedData.Begin, ("field", field.Id), ("relid", 0));
        return field.Id;
    }

    void Set(Contact contact, int field, string value) => _store.FieldValues.Set(contact, field, value, contact.Created);

    string Birthday(int day) =>
        _birthdays[day] ??= new DateTime(1945, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
