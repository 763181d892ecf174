using System.Globalization;

namespace Koppel.Benchmarks;

/// <summary>
/// The processor time of programs that were run and have ended: user and system together. It tells little of the others on a busy machine.
/// </summary>
internal static class Processor
{
    /// <summary>Linux counts in hundredths of a second.</summary>
    const double TicksASecond = 100;

    /// <summary>Seconds of all children of this process that have ended, or 0 where the system does not tell.</summary>
    public static double OfChildren()
    {
        if (!File.Exists("/proc/self/stat")) return 0;
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[13]) + Number(fields[14])) / TicksASecond;
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
