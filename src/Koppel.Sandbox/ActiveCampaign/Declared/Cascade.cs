namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>Rows of another resource that go when a row goes.</summary>
/// <param name="Resource">Their resource.</param>
/// <param name="Column">The column in which they name the row.</param>
internal sealed record Cascade(string Resource, string Column);
