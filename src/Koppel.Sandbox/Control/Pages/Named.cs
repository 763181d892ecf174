namespace Koppel.Sandbox.Control.Pages;

/// <summary>Something that has a page of its own.</summary>
internal sealed record Named(int Id, string Name);
