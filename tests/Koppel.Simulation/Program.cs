using System.Diagnostics;
using Koppel.Simulation.Choices;
using Koppel.Simulation.Runs;

var from = args.Length > 0 ? int.Parse(args[0], null) : 1;
var count = args.Length > 1 ? int.Parse(args[1], null) : 1;
var begun = Stopwatch.GetTimestamp();
var found = 0;
for (var seed = from; seed < from + count; seed++)
{
    var outcome = Simulation.Run(new ChoiceSequence(seed), count == 1 ? Console.WriteLine : null);
    if (outcome.Findings.Count == 0) continue;
    if (++found > 8) continue;
    Console.WriteLine($"seed {seed}: {outcome.Case}");
    foreach (var finding in outcome.Findings.Take(3)) Console.WriteLine($"  {(count == 1 ? finding.ToString() : string.Join(" / ", finding.ToString().Split((char)10).Take(3)))}");
}
Console.WriteLine($"{count} seeds, {found} with findings, {count / Stopwatch.GetElapsedTime(begun).TotalSeconds:0} a second");
return 0;
