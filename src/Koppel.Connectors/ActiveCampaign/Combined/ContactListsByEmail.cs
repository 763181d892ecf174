using Koppel.Connectors.ActiveCampaign.Calls;
using Koppel.Connectors.ActiveCampaign.Loads;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Combined;

/// <summary>
/// How contacts stand to lists, by address and name: for people who know no ids. A row is no mere link that could be removed and put back:
/// nobody is taken off a list without a trace.
/// </summary>
internal static class ContactListsByEmail
{
    static readonly Column Email =
        Column.Text(ContactColumns.Email) with { IsKey = true, Required = true, IgnoresCase = true, References = "contacts" };
    static readonly Column List =
        Column.Text("list") with { IsKey = true, Required = true, IgnoresCase = true, Description = "The list's name" };
    static readonly Column Status = Column.Text("status") with { Required = true, IgnoresCase = true,
        Description =
            $"{string.Join(", ", ListStatusWords.All[..^1])} or {ListStatusWords.All[^1]}; a load can give active and unsubscribed" };

    static readonly TableSchema Schema = new("ContactListsByEmail", [Email, List, Status])
    {
        Description = "How contacts stand to lists, by e-mail address and list name",
        Identity = [Email.Name, List.Name],
        ValuesOf = Email.Name,
        Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update,
        Refusals = new Dictionary<WriteOperation, string> { [WriteOperation.Delete] = "A row of ContactListsByEmail cannot be deleted: "
            + "the API takes nobody off a list without a trace. Update its status to unsubscribed." },
    };

    /// <summary>The table of an account.</summary>
    public static ITable Of(Sources sources) => new NamedTable<KeyValuePair<long, ListStatus>>(sources, Schema)
    {
        Scan = names => new(sources)
        {
            PartsOf = _ => ContactParts.Lists,
            Items = contact => contact.Lists.OrderBy(l => l.Key),
            Set = (
                column, buffer, row, contact,
                on) => buffer.SetText(row,
                    column.Name == Email.Name ? contact.Email : column.Name == List.Name ? names.Lists.Name(on.Key) : on.Value.ToWord()),
        },
        Rows = (request, names) => new ListRows(request, names.Lists),
    };
}
