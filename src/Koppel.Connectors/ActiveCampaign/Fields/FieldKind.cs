namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>What a custom field holds.</summary>
internal enum FieldKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>An instant.</summary>
    Instant,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An amount, which the API counts in hundredths of its currency.</summary>
    Money,

    /// <summary>One of the options that the field offers.</summary>
    Choice,

    /// <summary>Any of the options that the field offers.</summary>
    Choices,
}

/// <summary>The API's words for a <see cref="FieldKind"/>.</summary>
internal static class FieldKindWords
{
    /// <summary>
    /// The kind of a field type. Source: the API's reference of fields, accountCustomFieldMeta and dealCustomFieldMeta (2026-08). A type
    /// that is not known, or the word NULL that old accounts have, is text: nothing is lost by it.
    /// </summary>
    public static FieldKind Of(string type) => type switch
    {
        "date" => FieldKind.Date,
        "datetime" => FieldKind.Instant,
        "number" => FieldKind.Number,
        "currency" => FieldKind.Money,
        "dropdown" or "radio" => FieldKind.Choice,
        "listbox" or "checkbox" or "multiselect" => FieldKind.Choices,
        _ => FieldKind.Text,
    };
}
