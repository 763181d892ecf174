namespace Koppel.Benchmarks;

/// <summary>How long a user waits for the smallest query, against a program that does nothing.</summary>
internal static class StartBenchmark
{
    const int Runs = 30;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var empty = await EmptyAsync();
        await Child.TimesAsync(5, koppel, "query", "select 1");
        await Child.TimesAsync(5, empty);
        var with = await Child.TimesAsync(Runs, koppel, "query", "select 1");
        var without = await Child.TimesAsync(Runs, empty);
        Measure.Line("koppel query \"select 1\"", $"{with[Runs / 2] * 1000:0} ms median, {with[0] * 1000:0} ms best of {Runs}");
        Measure.Line("an empty .NET program", $"{without[Runs / 2] * 1000:0} ms median, {without[0] * 1000:0} ms best of {Runs}");
        Measure.Line("ratio of the medians", $"{with[Runs / 2] / without[Runs / 2]:0.0}");
    }

    static async Task<string> EmptyAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "koppel-benchmarks", "empty-source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PublishReadyToRun>false</PublishReadyToRun>
              </PropertyGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(1);\n");
        return await Published.PublishAsync(folder, "empty");
    }
}
