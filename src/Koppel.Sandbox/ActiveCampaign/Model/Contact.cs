using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>A contact as it is kept. Times are UTC, in whole seconds.</summary>
internal sealed class Contact : IRow
{
    public required int Id { get; init; }

    /// <summary>Where every change of it is noted.</summary>
    public required Journal Journal { get; init; }

    public required string Email { get; set => field = field is null ? value : Journal.Changed(Id, "email", field, value); }

    public string Phone { get; set => field = Journal.Changed(Id, "phone", field, value); } = "";

    public string FirstName { get; set => field = Journal.Changed(Id, "first name", field, value); } = "";

    public string LastName { get; set => field = Journal.Changed(Id, "last name", field, value); } = "";

    /// <summary>That it belongs to an account; null when it does not. Only the set of accounts changes it.</summary>
    public AccountContact? AccountLink
    {
        get;
        set
        {
            if (field?.Account != value?.Account) Journal.Note(Id, "account", field?.Account.Name, value?.Account.Name);
            field = value;
        }
    }

    /// <summary>The account that it belongs to; null for none. The rows of contacts call it their organization.</summary>
    public Account? Account => AccountLink?.Account;

    public int OrganizationId => Account?.Id ?? 0;

    public string OrganizationName => Account?.Name ?? "";

    /// <summary>The id of the place where it is; 0 for none.</summary>
    public int GeoAddress { get; set; }

    public required DateTime Created { get; init; }

    public required DateTime Updated { get; set; }

    /// <summary>The language that it reads, <c>nl</c>. Null when nobody knows; the API cannot set it.</summary>
    public string? Language { get; set; }

    /// <summary>Its tags, oldest link first.</summary>
    public List<ContactTag> Tags { get; } = new(0);

    /// <summary>The lists that it is or was on; only the store changes them.</summary>
    public ContactList[] Lists { get; set; } = [];

    /// <summary>What it has in custom fields; only the store changes them.</summary>
    public FieldValue[] Values { get; set; } = [];

    /// <summary>What it has in a custom field; null when it has nothing.</summary>
    public FieldValue? ValueOf(int field) => Array.Find(Values, row => row.Field == field);
}
