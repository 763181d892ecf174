using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;

namespace Koppel.Sandbox.Control;

/// <summary>Tells the faults that are set, and sets others.</summary>
/// <param name="faults">The faults.</param>
/// <param name="parse">Reads one that is sent.</param>
internal sealed class FaultActs(FaultPlan faults, Func<string, FaultRule> parse)
{
    public object Read() => faults.Rules.Select(rule => rule.Text);

    public async Task SetAsync(ControlCall call)
    {
        var texts = await call.ReadAsync<string[]>()
            ?? throw new FormatException("Send a JSON array of faults, as in [\"429:0.1\"]; an empty one ends them.");
        faults.Set([.. texts.Select(parse)]);
        await call.SendAsync(Read());
    }
}
