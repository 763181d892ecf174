using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Sosl;

/// <summary>A search: what for, in which fields, and what is shown of which objects.</summary>
/// <param name="Text">What is searched for.</param>
/// <param name="Group">The fields that are looked at: ALL, NAME, EMAIL, PHONE or SIDEBAR.</param>
/// <param name="Targets">The objects; none for all that can be searched.</param>
/// <param name="Limit">How many records are shown at most.</param>
internal sealed record Search(SearchText Text, string Group, IReadOnlyList<SearchTarget> Targets, int Limit)
{
    public const int Most = 2_000;

    /// <summary>The records that are found, by object. Callers hold the org's lock.</summary>
    /// <exception cref="SoqlFault">It cannot be answered.</exception>
    public IEnumerable<QueryResult> Run(OrgData org)
    {
        var targets = Targets.Count > 0 ? Targets
            : [.. org.Tables.Where(table => table.Type is { Searchable: true, Queryable: true } && table.Live > 0)
                .Select(table => new SearchTarget(table.Type.Name, "Id", ""))];
        var left = Limit;
        foreach (var target in targets)
        {
            if (org.Schema.Find(target.Object) is { Searchable: false } type)
                throw new SoqlFault(SoqlCodes.InvalidType, $"Entity '{type.Name}' does not support search.");
            var found = new SoqlRunner(org).Run($"SELECT {target.Fields} FROM {target.Object} {target.Rest}", alsoIf: Test);
            yield return found with { Rows = [.. found.Rows.Take(left)] };
            left = Math.Max(0, left - found.Rows.Count);
        }
    }

    Func<int, bool> Test(RecordTable table)
    {
        string[] names = [.. table.Org.Access.Of(table.Type).Where(IsLookedAt).Select(field => field.Name)];
        return row => Text.Matches(names.Select(name => table.Get(row, name)).OfType<string>());
    }

    bool IsLookedAt(OrgField field) => Group switch
    {
        "NAME" => field.NameField || field.Name is "FirstName" or "LastName",
        "EMAIL" => field.Type == FieldType.Email,
        "PHONE" => field.Type == FieldType.Phone,
        _ => field.Type is FieldType.String or FieldType.TextArea or FieldType.Email or FieldType.Phone or FieldType.Url,
    };
}

/// <summary>What a search shows of an object.</summary>
/// <param name="Object">The object.</param>
/// <param name="Fields">The fields, as a query selects them.</param>
/// <param name="Rest">What follows in a query after FROM: conditions, order, limit.</param>
internal sealed record SearchTarget(string Object, string Fields, string Rest);
