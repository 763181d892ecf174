namespace Koppel.Connectors.Excel.Sheets;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Index">Its place, from 0, charts and hidden sheets counted.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsVisible">Whether Excel shows it.</param>
internal sealed record Sheet(int Index, string Name, bool IsVisible);
