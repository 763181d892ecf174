using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// Lists of choices in SQL, be they lists or one text with a sign between the choices. Choices are the same without regard to case and to
/// blanks around them, as the systems compare them; what the target has keeps its order and its spelling.
/// </summary>
/// <param name="column">The column.</param>
/// <param name="given">What the source gives it.</param>
/// <param name="there">What the target has.</param>
internal sealed class ChoiceSql(Column column, string given, string there)
{
    readonly string _given = Once(List(column, given));
    readonly string _there = List(column, there);

    /// <summary>What the target has, and behind it what it has not yet.</summary>
    public string Added => If($"len({New}) = 0", $"list_concat({_there}, {New})");

    /// <summary>What the target has without what the source names.</summary>
    public string Removed => If($"len({Kept}) = len({_there})", Kept);

    /// <summary>What the source has; what the target has where that is the same in another order.</summary>
    public string Replaced => If($"list_sort({Names(_given)}) = list_sort(list_distinct({Names(_there)}))", _given);

    /// <summary>Whether a column holds choices.</summary>
    public static bool Holds(Column column) =>
        column.Type.Kind == ColumnKind.TextList || (column.IsText && column.ChoiceSeparator is not null);

    string New => $"[c for c in {_given} if not list_contains({Names(_there)}, {Name("c")})]";

    string Kept => $"[c for c in {_there} if not list_contains({Names(_given)}, {Name("c")})]";

    /// <summary>What the target has, as it has it, where nothing is to be done; a new row has nothing yet.</summary>
    string If(string isSame, string otherwise) => $"case when {there} is not null and {isSame} then {there} else {Joined(otherwise)} end";

    string Joined(string list) => !column.IsText ? list
        // A new row that gets no choice gets nothing; of one that is there, an empty text takes them away.
        : $"nullif(array_to_string({list}, {SqlText.Literal(column.ChoiceSeparator!)}), case when {there} is null then '' end)";

    /// <summary>The choices in a value: none where there is no value.</summary>
    static string List(Column column, string sql)
    {
        var list = column.IsText ? $"string_split({sql}, {SqlText.Literal(column.ChoiceSeparator!)})" : sql;
        return $"[trim(c, {CellSql.Blanks}) for c in coalesce({list}, cast([] as varchar[])) if trim(c, {CellSql.Blanks}) <> '']";
    }

    /// <summary>Each choice once, where it stands first.</summary>
    static string Once(string list) =>
        $"list_filter({list}, lambda c, i: list_position({Names(list)}, {Name("c")}) = i)";

    static string Names(string list) => $"[{Name("n")} for n in {list}]";

    static string Name(string choice) => $"lower({choice})";
}
