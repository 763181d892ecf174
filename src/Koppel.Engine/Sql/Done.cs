namespace Koppel.Engine.Sql;

/// <summary>What a statement did that gives no rows.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Subject">With what, such as <c>table x@memory</c>, a target's name or a setting; empty for nothing with a name.</param>
/// <param name="Rows">How many rows it concerns; 0 where they are not counted.</param>
public sealed record Done(DoneKind Kind, string Subject = "", long Rows = 0)
{
    /// <summary>Of <see cref="DoneKind.Set"/> and <see cref="DoneKind.Defined"/>: the value.</summary>
    public string Value { get; init; } = "";

    /// <summary>Of <see cref="DoneKind.Set"/>: the connections that have it now. Of <see cref="DoneKind.Used"/>: those in use.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];
}

/// <summary>What was done.</summary>
public enum DoneKind
{
    /// <summary>Anything of which nothing more is known.</summary>
    Other,

    /// <summary>Rows of a table of the session were changed.</summary>
    Changed,

    /// <summary>Rows were inserted into a table of the session.</summary>
    Inserted,

    /// <summary>Rows were copied into a file, or out of one.</summary>
    Copied,

    /// <summary>A table was made with rows in it.</summary>
    Filled,

    /// <summary>A table, view, macro or type was made.</summary>
    Created,

    /// <summary>It was dropped.</summary>
    Dropped,

    /// <summary>A setting of connections was changed.</summary>
    Set,

    /// <summary>A variable got a value.</summary>
    Defined,

    /// <summary>Rows of the query before it went to a file.</summary>
    Exported,

    /// <summary>Which connections are in use was changed.</summary>
    Used,
}
