namespace Koppel.Sandbox.Salesforce.State;

/// <summary>Values as cells of CSV, for those that stand in no column: results of aggregates, fields of whatever is referred to.</summary>
internal static class CellText
{
    public static void Write(Utf8Text text, object? value, bool isWhole, IdTexts ids)
    {
        switch (value)
        {
            case null: return;
            case string words: text.AddQuoted(words); return;
            case bool flag: text.Add(flag ? "true"u8 : "false"u8); return;
            case decimal number: NumberText.Add(text, number, isWhole); return;
            case RecordId id: ids.Write(text, id); return;
            case DateTime moment: MomentText.Add(text, moment, "Z"u8); return;
            case DateOnly date: MomentText.Add(text, date); return;
            case TimeOnly time: MomentText.Add(text, time); return;
            default: throw new InvalidOperationException($"A {value.GetType().Name} is no cell of CSV.");
        }
    }
}
