namespace Koppel.Sdk.Loading;

/// <summary>The words by which a program tells why a row was not accepted. A word that was published keeps its meaning.</summary>
public static class RejectCode
{
    /// <summary>An e-mail address is missing where one is needed.</summary>
    public const string AddressMissing = "address-missing";

    /// <summary>A text is no e-mail address.</summary>
    public const string AddressInvalid = "address-invalid";

    /// <summary>There is no such contact, and none may be created.</summary>
    public const string ContactUnknown = "contact-unknown";

    /// <summary>There is no such tag, and none may be created.</summary>
    public const string TagUnknown = "tag-unknown";

    /// <summary>There is no such list.</summary>
    public const string ListUnknown = "list-unknown";

    /// <summary>There is no such field.</summary>
    public const string FieldUnknown = "field-unknown";

    /// <summary>There is no such account.</summary>
    public const string AccountUnknown = "account-unknown";

    /// <summary>The value is none of those that are offered.</summary>
    public const string OptionUnknown = "option-unknown";

    /// <summary>The contact has left the list, and is not put on it again.</summary>
    public const string LeftList = "left-list";

    /// <summary>Mails to the address came back, so that it is not put on a list again.</summary>
    public const string Bounced = "bounced";

    /// <summary>The contact belongs to another account, and to one only.</summary>
    public const string OtherAccount = "other-account";

    /// <summary>A row of a file has more cells than there are columns.</summary>
    public const string TooManyCells = "too-many-cells";

    /// <summary>A value is missing where one is needed.</summary>
    public const string ValueMissing = "value-missing";

    /// <summary>A value cannot be sent in its column.</summary>
    public const string ValueInvalid = "value-invalid";

    /// <summary>The source says different things of one row of the target.</summary>
    public const string DuplicateSource = "duplicate-source";

    /// <summary>The row's change is larger than a call can be.</summary>
    public const string TooLarge = "too-large";

    /// <summary>Automations would start, although they are to be kept still.</summary>
    public const string AutomationsSkipped = "automations-skipped";

    /// <summary>The remote system refused it and says why.</summary>
    public const string Refused = "refused";

    /// <summary>The remote system did not take it and gives no reason.</summary>
    public const string NotTaken = "not-taken";

    /// <summary>The remote system refused a part of what the row says; the rest of it was loaded.</summary>
    public const string PartlyTaken = "partly-taken";

    /// <summary>The remote system broke the work off: the row may have been changed, or not.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The row was under way when the load broke off, and nothing tells whether it arrived.</summary>
    public const string InDoubt = "in-doubt";
}
