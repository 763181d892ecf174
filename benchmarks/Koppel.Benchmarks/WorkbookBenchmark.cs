using ExcelDataReader;

namespace Koppel.Benchmarks;

/// <summary>A large sheet: processor time against a library that only reads it, and memory.</summary>
internal static class WorkbookBenchmark
{
    /// <summary>Makes this program the baseline: it reads the workbook whose path follows.</summary>
    public const string Baseline = "workbook-baseline";

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await AgainstAsync(koppel, folder.FullName, 200_000, 10);
            await AgainstAsync(koppel, folder.FullName, 1_000_000, 20);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads every value of the first sheet.</summary>
    public static void RunBaseline(string path)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var values = 0L;
        while (reader.Read())
            for (var c = 0; c < reader.FieldCount; c++)
                if (reader.GetValue(c) is not null) values++;
        Console.WriteLine(values);
    }

    static async Task AgainstAsync(string koppel, string folder, int rows, int columns)
    {
        var path = Path.Combine(folder, FormattableString.Invariant($"sheet{rows}.xlsx"));
        WorkbookFile.Write(path, rows, columns);
        var all = string.Join(", ", Enumerable.Range(0, columns).Select(c => FormattableString.Invariant($"max(\"column {c}\")")));
        var connection = $"x=excel;path={path}";
        var library = await ProgramAsync("dotnet", [typeof(WorkbookBenchmark).Assembly.Location, Baseline, path]);
        var values = await ProgramAsync(koppel, ["query", $"select {all} from Data@x", "--format", "csv", "--connect", connection]);
        var count = await ProgramAsync(koppel, ["query", "select count(*) from Data@x", "--format", "csv", "--connect", connection]);
        Measure.Line(FormattableString.Invariant($"{rows} x {columns}"), $"{new FileInfo(path).Length / 1e6:0} MB");
        Measure.Line("ExcelDataReader alone", $"{library.Processor:0.00} s of processor time, {library.Child.PeakMegabytes:0} MB at most");
        Measure.Line("koppel, the greatest of all columns",
            $"{values.Processor:0.00} s, {values.Child.PeakMegabytes:0} MB at most: {values.Processor / library.Processor:0.00} times");
        Measure.Line("koppel, count(*)",
            $"{count.Processor:0.00} s, {count.Child.PeakMegabytes:0} MB at most: {count.Processor / library.Processor:0.00} times");
    }

    static async Task<(Child Child, double Processor)> ProgramAsync(string program, IReadOnlyList<string> arguments)
    {
        var before = Processor.OfChildren();
        var child = await Child.RunAsync(program, arguments);
        return child.ExitCode == 0 ? (child, Processor.OfChildren() - before) : throw new InvalidOperationException(child.Error);
    }
}
