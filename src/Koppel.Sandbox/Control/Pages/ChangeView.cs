using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A change of a contact, with the call that made it.</summary>
internal sealed record ChangeView(long Call, string Route, DateTime Time, int Contact, string What, string? Before, string? After)
{
    public static ChangeView Of(Change change) =>
        new(change.Cause.Call, change.Cause.Route, change.Cause.Time, change.Contact, change.What, change.Before, change.After);
}
