using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A call of the log with its bodies and what it changed.</summary>
/// <param name="Request">The call.</param>
/// <param name="Sent">What was sent.</param>
/// <param name="Answered">What was answered.</param>
/// <param name="CanReplay">Whether it can be sent again: all that was sent is kept.</param>
/// <param name="Changes">What it changed, the latest first; of an import, what has been done so far.</param>
internal sealed record RequestPage(
    LoggedRequest Request, BodyView Sent, BodyView Answered, bool CanReplay, IReadOnlyList<ChangeView> Changes)
{
    const int MostChanges = 500;

    public static RequestPage? Read(SandboxState state, Traffic traffic, int number) => traffic.Find(number) is not { } call ? null : new(
        call.Request,
        BodyView.Of(call.Sent),
        BodyView.Of(call.Answered),
        call.Sent is { IsWhole: true },
        state.Use(() => state.Store.Journal.By(number, MostChanges).Select(ChangeView.Of).ToArray()));
}
