namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>An order that a list takes: <c>orders[name]=ASC</c>.</summary>
/// <param name="Name">How the API names it.</param>
/// <param name="Column">The column whose values decide.</param>
internal sealed record Order(string Name, string Column)
{
    public static implicit operator Order(string name) => new(name, name);
}
