namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Rows with equal keys.</summary>
internal sealed record Group(object?[] Keys, List<int> Rows);
