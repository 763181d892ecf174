using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;

namespace Koppel.Sandbox.Control;

/// <summary>Tells the faults that are set, and sets others.</summary>
internal sealed class FaultActs(FaultPlan faults)
{
    public object Read() => faults.Rules.Select(rule => rule.Text);

    public async Task SetAsync(ControlCall call)
    {
        var texts = await call.ReadAsync<string[]>()
            ?? throw new FormatException("Send a JSON array of faults, as in [\"429:0.1\"]; an empty one ends them.");
        faults.Set([.. texts.Select(FaultRule.Parse)]);
        await call.SendAsync(Read());
    }
}
