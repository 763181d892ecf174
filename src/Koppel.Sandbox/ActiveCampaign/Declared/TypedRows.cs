using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Declared;

/// <summary>
/// How a resource keeps rows that are no records: there are millions of them, or the store knows them anyway. <see cref="Writing.Row"/>
/// is null until <paramref name="Make"/> has given the row.
/// </summary>
/// <param name="Rows">All of them, by ascending id.</param>
/// <param name="Make">The row that POST makes, or finds and changes; and whether it is new.</param>
/// <param name="Change">Puts what PUT sent into the row.</param>
/// <param name="Remove">Removes a row.</param>
internal sealed record TypedRows(
    Func<Store, IRows> Rows, Func<Writing, (IRow Row, bool IsNew)> Make, Action<Writing> Change, Action<Store, IRow> Remove);
