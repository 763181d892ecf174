using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Output.Xlsx;

namespace Koppel.Server.Tests.Testing;

/// <summary>Workbooks and files of rows that a test writes, and how they are uploaded.</summary>
internal static class TestFiles
{
    /// <summary>A fair's workbook: a title, an address that is none, a row without one, tags in one cell, yes and no.</summary>
    public static readonly string?[][] Fair =
    [
        ["Contacts of the January fair", null, null, null, null],
        ["E-mail", "First name", "Interests", "VIP", "Customer number"],
        ["john.doe@acme.com", "John", "Caravans, Tents", "yes", "1001"],
        ["anna@fair.example", "Anna", "Tents", "no", "1002"],
        ["bram at fair.example", "Bram", "Caravans", "no", "1003"],
        [null, "Chloé", "Boats; Tents", "yes", "1004"],
        ["daan@fair.example", "Daan", "Caravans, Boats", "yes", "1005"],
        ["elif@fair.example", "Elif", null, "no", "1006"],
    ];

    /// <summary>What a Dutch shop's program exports: semicolons, comma decimals, Dutch dates, Windows-1252.</summary>
    public const string DutchCsv =
        "E-mailadres;Voornaam;Geboortedatum;Omzet;Nieuwsbrief\r\n"
        + "anna@winkel.example;Zoë;31-01-1980;1.234,50;ja\r\n"
        + "bram@winkel.example;Bram;01-02-1990;12,00;nee\r\n"
        + "carla@winkel.example;Carla;15-03-1975;0,75;ja\r\n";

    /// <summary>A workbook of one sheet.</summary>
    public static async Task<byte[]> WorkbookAsync(string sheet, string?[][] rows)
    {
        using var stream = new MemoryStream();
        await using (var workbook = new XlsxWriter(stream))
        {
            var result = new RowsResult(1, [.. rows[0].Select(h => new ResultColumn(h ?? "", h ?? "", "VARCHAR"))],
                rows.Skip(1).Select(r => r.Cast<object?>().ToArray()).ToAsyncEnumerable());
            await workbook.WriteAsync(result, sheet, TestContext.Current.CancellationToken);
            await workbook.CompleteAsync(TestContext.Current.CancellationToken);
        }
        return stream.ToArray();
    }

    /// <summary>Uploads a file, and gives what was answered.</summary>
    public static Task<Reply> UploadAsync(this UiTest test, string name, byte[] bytes) =>
        test.SendAsync("POST", $"uploads?name={Uri.EscapeDataString(name)}", change: r =>
        {
            r.Content = new ByteArrayContent(bytes);
            r.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        });

    /// <summary>Uploads a file, and gives what is told of it as a source.</summary>
    public static async Task<JsonNode> SourceAsync(this UiTest test, string name, byte[] bytes)
    {
        var upload = (await test.UploadAsync(name, bytes)).Good().Json["upload"]!.ToString();
        return await test.PostAsync("loads/source", new JsonObject { ["upload"] = upload });
    }
}
