namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>Rows of some type by ascending id, for whoever needs no more than ids.</summary>
internal interface IRows
{
    int Count { get; }

    IRow At(int index);

    IRow? Find(int id);

    /// <summary>Some rows from a place on.</summary>
    IReadOnlyList<IRow> Range(int from, int count);
}
