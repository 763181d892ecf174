using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Fields;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Connectors.ActiveCampaign.Tables;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>The contacts, each with its fields, tags, lists and account in one row: read a hundred a call, written 250 a call.</summary>
internal static class ContactsWithFields
{
    static readonly Column Tags =
        new(ContactColumns.Tags, TextLists.Type) { Description = "Names of its tags; an insert adds to them, an update replaces them" };
    static readonly Column Lists = new(ContactColumns.Lists,
        TextLists.Type) { Description = "Names of the lists that it is active on; an insert adds to them, an update replaces them" };
    static readonly Column OnAccount = Column.Text(ContactColumns.Account) with { IgnoresCase = true, Description = "Name of its account" };

    static readonly IReadOnlyList<Column> Own = [.. ContactDetails.Table.Columns.Where(c => c.Type.Kind != ColumnKind.Json)];

    /// <summary>The columns of these fields, beside the table's own.</summary>
    public static FieldColumns Columns(IReadOnlyList<CustomField> fields) =>
        new(fields, [.. Own.Select(c => c.Name), Tags.Name, Lists.Name, OnAccount.Name], canBeEmptied: true);

    /// <summary>The table of an account with these fields. Whole contacts are removed as those of contacts are.</summary>
    public static ITable Of(Sources sources, WritableRestSource contacts, FieldColumns fields) =>
        new NamedTable<ContactState>(sources, Schema(fields))
    {
        Scan = names =>
        {
            var cells = new ContactCells(fields, names.Tags, names.Lists, names.Accounts);
            return new(sources) { PartsOf = cells.PartsOf, Items = c => [c],
                Set = (column, buffer, row, contact, _) => cells.Set(column, buffer, row, contact), IsOneEach = true };
        },
        Rows = (request, names) => new WideRows(sources.Account, request, fields, names),
        KeyOf = request => request.Operation == WriteOperation.Update ? ContactColumns.Id : null,
        Elsewhere = request => request.Operation == WriteOperation.Delete ? contacts.BeginWrite(request) : null,
    };

    static TableSchema Schema(FieldColumns fields) =>
        new("ContactsWithFields",
            [.. Own.Where(c => !c.ReadOnly || c.IsKey), .. fields.Columns, Tags, Lists, OnAccount,
                .. Own.Where(c => c.ReadOnly && !c.IsKey)])
        {
            Description = "The contacts, each with a column for every field of the account, its tags, its lists and its account",
            Identity = [ContactColumns.Email],
            Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete,
        };
}
