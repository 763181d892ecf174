namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>A row that knows when it was made and last changed; UTC, in whole seconds.</summary>
internal interface IDated : IRow
{
    DateTime Created { get; }

    DateTime Updated { get; }
}
