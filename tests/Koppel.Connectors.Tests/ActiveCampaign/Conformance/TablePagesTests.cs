using System.Runtime.CompilerServices;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>The pages of docs/tables say what is declared. With <c>UPDATE_GOLDEN=1</c> they are written anew.</summary>
public sealed class TablePagesTests
{
    static readonly string Folder = InRepository("docs/tables");

    [Fact]
    public void Every_table_has_its_page_and_every_page_is_as_it_would_be_written_now()
    {
        IReadOnlyList<ITable> tables = AllTables.Catalog();
        var pages = tables.ToDictionary(t => t.Schema.Name + ".md", TablePage.Of);
        pages["README.md"] = TablePage.Index(tables);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Write(pages);

        var there = Directory.GetFiles(Folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        Assert.Equal(pages.Keys.Order(), there.Keys.Order());
        Assert.All(pages, page => Assert.Equal(page.Value, there[page.Key]));
    }

    static void Write(Dictionary<string, string> pages)
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.GetFiles(Folder).Where(f => !pages.ContainsKey(Path.GetFileName(f)))) File.Delete(old);
        foreach (var (name, text) in pages) File.WriteAllText(Path.Combine(Folder, name), text);
    }

    static string InRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../..", path));
}
