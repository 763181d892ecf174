using System.Globalization;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Output.Xlsx;

namespace Koppel.Cli.Ui;

/// <summary>
/// The workbook of somebody's first load: visitors of a fair below a title, what they are interested in, and two rows that no load accepts.
/// All of them are invented.
/// </summary>
static class FirstLoad
{
    /// <summary>Its name.</summary>
    public const string Name = "first-load.xlsx";

    /// <summary>How many visitors there are.</summary>
    public const int Rows = 40;

    const int WithWrongAddress = 12, WithoutAddress = 27;

    static readonly string[] Headings = ["E-mail", "First name", "Last name", "Interests", "VIP", "Customer number"];

    static readonly string[] First = ["Anna", "Bram", "Chloé", "Daan", "Elif", "Femke", "Gijs", "Hanna"];

    static readonly string[] Last = ["Bakker", "de Groot", "Jansen", "Mulder", "Visser"];

    static readonly string[] Interests = ["Caravans, Tents", "Tents", "Boats, Tents", "Caravans", "Boats"];

    /// <summary>Contacts that a sandbox has already, who came to the fair too.</summary>
    static readonly string[] Known = ["john.doe@acme.com", "linnea.johansson.2@example.com", "lars.koster.3@mail.example.com"];

    /// <summary>Writes it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var workbook = new XlsxWriter(file);
        // The first line of the sheet is a title: its headings come below.
        var title = Headings.Select((_, i) => i == 0 ? "Visitors of the spring fair" : "");
        var sheet = new RowsResult(1, [.. title.Select(t => new ResultColumn(t, t, "VARCHAR"))],
            Enumerable.Range(0, Rows).Select(Row).Prepend([.. Headings]).ToAsyncEnumerable());
        await workbook.WriteAsync(sheet, "Visitors", cancellationToken);
        await workbook.CompleteAsync(cancellationToken);
    }

    static object?[] Row(int i)
    {
        var (first, last) = (First[i % First.Length], Last[i % Last.Length]);
        var address = i < Known.Length ? Known[i] : string.Create(CultureInfo.InvariantCulture, $"visitor{i + 1}@fair.example");
        return
        [
            i == WithoutAddress ? null : i == WithWrongAddress ? address.Replace('@', ' ') : address, first, last,
            Interests[i % Interests.Length], i % 4 == 0 ? "yes" : "no", (1001 + i).ToString(CultureInfo.InvariantCulture),
        ];
    }
}
