using System.Reflection;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>
/// What is public in the Sdk and the engine is used by another project, or it is said here why it is public all the same.
/// </summary>
public sealed class PublicTypesTests
{
    static readonly string[] Assemblies =
        ["Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors", "Koppel.Sandbox", "Koppel.Output", "Koppel.Jobs", "Koppel.Server", "koppel"];

    static readonly Dictionary<string, string> Reasons = new()
    {
        ["Koppel.Sdk.Rest.Load.RestCatalog"] = "what a connector opens that is declared as a whole; so far a test's",
        ["Koppel.Sdk.Loading.NameCleaner"] = "a connector that does not keep its rows in LoadRows cleans them by it",
        ["Koppel.Sdk.Loading.RejectCode"] = "the codes of rejects: constants, which the compiler copies",
        ["Koppel.Engine.DuckDb.SqlValue"] = "stands among the values of rows, which are objects",
    };

    [Theory]
    [InlineData("Koppel.Sdk"), InlineData("Koppel.Engine")]
    public void A_public_type_is_used_by_another_project_or_has_a_reason(string project)
    {
        var own = Assembly.Load(project);
        var used = Assemblies.Where(a => a != project).SelectMany(a => Assembly.Load(a).GetTypes())
            .SelectMany(FolderUses.TypesUsedBy)
            .Where(t => t.Assembly == own).ToHashSet();
        // What a type shows must be public with it.
        for (var open = new Queue<Type>(used); open.TryDequeue(out var type);)
            foreach (var shown in FolderUses.TypesShownBy(type).Where(t => t.Assembly == own && used.Add(t)).ToList()) open.Enqueue(shown);
        var idle = own.GetExportedTypes().Where(t => !t.IsNested && !used.Contains(t)).Select(t => t.FullName!).Order().ToList();
        var known = Reasons.Keys.Where(n => n.StartsWith(project + ".", StringComparison.Ordinal)).Order();
        Assert.Equal(known, idle);
    }
}
