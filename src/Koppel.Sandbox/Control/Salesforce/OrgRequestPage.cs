using Koppel.Sandbox.Control.Pages;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>A call of the log with its bodies.</summary>
/// <param name="Request">The call.</param>
/// <param name="Sent">What was sent.</param>
/// <param name="Answered">What was answered.</param>
/// <param name="CanReplay">Whether it can be sent again: all that was sent is kept.</param>
internal sealed record OrgRequestPage(LoggedRequest Request, BodyView Sent, BodyView Answered, bool CanReplay)
{
    public static OrgRequestPage? Read(Traffic traffic, int number) => traffic.Find(number) is not { } call ? null
        : new(call.Request, BodyView.Of(call.Sent), BodyView.Of(call.Answered), call.Sent is { IsWhole: true });
}
