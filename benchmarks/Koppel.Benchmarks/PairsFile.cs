using System.Globalization;
using System.Text;
using Koppel.Sandbox;

namespace Koppel.Benchmarks;

/// <summary>Pairs of contacts and tags in a file.</summary>
internal static class PairsFile
{
    /// <summary>Writes so many tags for each of so many contacts of the sandbox.</summary>
    public static async Task WriteAsync(string path, int contacts, int tags)
    {
        await using var file = new StreamWriter(path, false, Encoding.UTF8);
        await file.WriteLineAsync("email,tag");
        for (var i = 1; i <= contacts; i++)
            for (var t = 1; t <= tags; t++)
                await file.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{SeedData.EmailOf(i)},{(t == 1 ? "Test" : $"Tag {t}")}"));
    }
}
