using Koppel.Engine.Statements;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>An object of the org, and a table of the session with the same name that all its rows were copied into.</summary>
/// <param name="Name">The name of both.</param>
/// <param name="Columns">The columns that statements are made of.</param>
internal sealed record CopiedTable(string Name, IReadOnlyList<CopiedColumn> Columns)
{
    /// <summary>Copies an object with all its columns and some of its parents'.</summary>
    public static async Task<CopiedTable> CopyAsync(TestOrg org, string name, params string[] paths)
    {
        var token = TestContext.Current.CancellationToken;
        var all = string.Join(", ", ["*", .. paths.Select(p => $"\"{p}\"")]);
        await org.RowsAsync($"create table {name}@memory as select {all} from {name}@sf");
        List<CopiedColumn> columns = [];
        await foreach (var result in org.Session.ExecuteAsync($"select * from {name}@memory", cancellationToken: token))
        {
            var told = Assert.IsType<RowsResult>(result);
            var rows = await told.Rows.ToListAsync(token);
            Assert.NotEmpty(rows);
            columns.AddRange(told.Columns.Select((c, i) => new CopiedColumn(
                c.Name, c.Type, [.. rows.Select(r => r[i]).OfType<object>().Distinct()])));
        }
        return new CopiedTable(name, [.. columns.Where(c => c.Type != "JSON")]);
    }
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Values">The values that it has.</param>
internal sealed record CopiedColumn(string Name, string Type, IReadOnlyList<object> Values)
{
    /// <summary>The name as SQL writes it.</summary>
    public string Sql => $"\"{Name}\"";

    /// <summary>It holds ids of records.</summary>
    public bool IsId => Values.Count > 0 && Values.All(v => v is string { Length: 18 } id && id.All(char.IsAsciiLetterOrDigit));
}
