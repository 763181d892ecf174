using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Loads;

/// <summary>Reads what the rows of a load want of contacts: what each table by name has of its own.</summary>
internal interface IWantedRows
{
    /// <summary>What must be known of a contact to tell what changes.</summary>
    ContactParts Parts { get; }

    /// <summary>A row without a contact creates it; otherwise only where the connection lets it.</summary>
    bool CreatesContacts { get; }

    /// <summary>
    /// The table knows no update: whatever a row does is told as an insert. The default is that what is there is updated.
    /// </summary>
    bool IsAlwaysInsert => false;

    /// <summary>
    /// Rows hold texts of the contact itself and nothing else. They are told as changes row by row, whatever others of their contact say.
    /// The default is no.
    /// </summary>
    bool IsPlain => false;

    /// <summary>The names of accounts that rows speak of; empty where they speak of none.</summary>
    IReadOnlyCollection<string> Accounts(RowStore rows);

    /// <summary>Reads what a row wants of its contact; or tells why it cannot be accepted.</summary>
    RejectCause? Read(RowBatch rows, int row, WantedContact wanted);

    /// <summary>Fills a row of the load's columns with what the contact has of them now; null for a contact that is not there.</summary>
    void Now(ContactState? there, RowBatch rows, int row, RowBatch now);

    /// <summary>Fills a row of the load's columns with what the contact has of them afterwards.</summary>
    void After(ContactState? there, WantedContact wanted, RowBatch rows, int row, RowBatch after);
}
