namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>A change of a contact.</summary>
/// <param name="Cause">The call that made it.</param>
/// <param name="Contact">The contact's id.</param>
/// <param name="What">What changed: <c>contact</c>, <c>email</c>, <c>tag</c>, <c>account</c>, …</param>
/// <param name="Before">What it was; null when it was not there.</param>
/// <param name="After">What it is; null when it is gone.</param>
internal readonly record struct Change(Cause Cause, int Contact, string What, string? Before, string? After);

/// <summary>A call that changes something. An import is done some seconds after its call, at a time of its own.</summary>
/// <param name="Call">Its number in the log.</param>
/// <param name="Route">Its method and path, ids as <c>{id}</c>.</param>
/// <param name="Time">When the change was made, UTC.</param>
internal sealed record Cause(long Call, string Route, DateTime Time);
