using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Reads what the rows of a load want of contacts: what each table by name has of its own.</summary>
internal interface IWantedRows
{
    /// <summary>What must be known of a contact to tell what changes.</summary>
    ContactParts Parts { get; }

    /// <summary>A row without a contact creates it; otherwise only where the connection lets it. The default is the latter.</summary>
    bool CreatesContacts => false;

    /// <summary>
    /// The table knows no update: whatever a row does is told as an insert. The default is that what is there is updated.
    /// </summary>
    bool IsAlwaysInsert => false;

    /// <summary>
    /// Rows hold texts of the contact itself and nothing else. They are told as changes row by row, whatever others of their contact say.
    /// The default is no.
    /// </summary>
    bool IsPlain => false;

    /// <summary>Reads what a row wants of its contact; or tells why it cannot be accepted.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="row">The row among them.</param>
    /// <param name="wanted">Is filled.</param>
    RejectCause? Read(RowBatch rows, int row, WantedContact wanted);

    /// <summary>Sets in a copy of a row what the contact has of its columns now.</summary>
    /// <param name="there">The contact, or null when it is not there.</param>
    /// <param name="now">The copy.</param>
    void Now(ContactState? there, RowBatch now);

    /// <summary>Sets in a copy of a row what the contact has of its columns afterwards, where that is not what the row says.</summary>
    /// <param name="there">The contact, or null when it is not there.</param>
    /// <param name="wanted">What the row wants.</param>
    /// <param name="after">The copy.</param>
    void After(ContactState? there, WantedContact wanted, RowBatch after);
}
