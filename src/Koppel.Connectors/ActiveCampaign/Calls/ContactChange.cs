using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>What is done with a contact: what the importer is told of it, and what it cannot do.</summary>
internal sealed record ContactChange
{
    /// <summary>The contact as it is, or null for one that will be created.</summary>
    public required ContactState? There { get; init; }

    /// <summary>It can only be about texts of the contact itself.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Its own texts that change.</summary>
    public IReadOnlyList<(ContactName Name, string Text)> Names { get; init; } = [];

    /// <summary>Fields that get another value.</summary>
    public IReadOnlyList<(long Field, string Text)> Fields { get; init; } = [];

    /// <summary>Names of tags that it gets.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The account that it gets, or null.</summary>
    public string? Account { get; init; }

    /// <summary>Lists that it is put on.</summary>
    public IReadOnlyList<long> Subscribe { get; init; } = [];

    /// <summary>Lists that it is taken off.</summary>
    public IReadOnlyList<long> Unsubscribe { get; init; } = [];

    /// <summary>What the importer cannot do, in this order, once it is done.</summary>
    public IReadOnlyList<ContactCall> Calls { get; init; } = [];

    /// <summary>What comes into being with it, such as a tag.</summary>
    public IReadOnlyList<Creation> Creates { get; init; } = [];

    /// <summary>What is there once it is done and was not before, other changes of the load that bring it too notwithstanding.</summary>
    public IReadOnlyList<Brought> Brings { get; init; } = [];

    /// <summary>A contact that a change brings into being.</summary>
    public static Brought NewContact { get; } = new("contact");

    /// <summary>There is something to tell the importer.</summary>
    public bool NeedsImport =>
        There is null || Tags.Count > 0 || Account is not null || Subscribe.Count > 0 || Unsubscribe.Count > 0 || HasValues;

    /// <summary>A single call does it as well as an import: it is about nothing but values of the contact.</summary>
    public bool FitsSync => IsPlain || HasValues && Tags.Count == 0 && Account is null && Subscribe.Count == 0 && Unsubscribe.Count == 0;

    /// <summary>Nothing is to be done.</summary>
    public bool IsEmpty => !NeedsImport && Calls.Count == 0;

    bool HasValues => Names.Count > 0 || Fields.Count > 0;

    /// <summary>Writes what the importer is told, behind the address.</summary>
    public void WriteImport(Utf8JsonWriter json)
    {
        foreach (var (name, text) in Names) json.WriteString(name.Import, text);
        if (Account is not null) json.WriteString("customer_acct_name", Account);
        WriteList(json, "tags", Tags, json.WriteStringValue);
        WriteList(json, "fields", Fields, value => WriteValue(json, "id", value));
        WriteList(json, "subscribe", Subscribe, list => WriteListId(json, list));
        WriteList(json, "unsubscribe", Unsubscribe, list => WriteListId(json, list));
    }

    /// <summary>Writes what <c>contact/sync</c> is told, behind the address.</summary>
    public void WriteSync(Utf8JsonWriter json)
    {
        foreach (var (name, text) in Names) json.WriteString(name.Column, text);
        WriteList(json, "fieldValues", Fields, value => WriteValue(json, "field", value));
    }

    /// <summary>Writes an array; nothing where it is empty.</summary>
    public static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count > 0) json.WriteArray(name, items, write);
    }

    /// <summary>Writes a field's value.</summary>
    public static void WriteValue(Utf8JsonWriter json, string key, (long Field, string Text) value) => json.WriteObject(null, () =>
    {
        json.WriteNumber(key, value.Field);
        json.WriteString("value", value.Text);
    });

    // The reference says string, its example shows a number: both are read.
    static void WriteListId(Utf8JsonWriter json, long list) =>
        json.WriteObject(null, () => json.WriteString("listid", list.ToString(CultureInfo.InvariantCulture)));
}
