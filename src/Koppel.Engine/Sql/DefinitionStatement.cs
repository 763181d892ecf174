namespace Koppel.Engine.Sql;

/// <summary><c>create [or replace] [temp] view|macro|function|type [if not exists] name …</c>, or <c>drop</c> of one.</summary>
/// <param name="Part">Its place in the script.</param>
/// <param name="Script">The script.</param>
/// <param name="Kind">The word behind <c>create</c>, in small letters.</param>
/// <param name="Name">What is defined.</param>
/// <param name="Table">The same when it has the form <c>name@connection</c>.</param>
internal sealed record DefinitionStatement(ScriptPart Part, string Script, string Kind, string Name, TableReference? Table)
    : Statement(Part, Script)
{
    public override TableReference? Target => Table;

    /// <summary>It takes the definition away.</summary>
    public bool IsDrop { get; init; }

    /// <summary>A definition of that name stays as it is.</summary>
    public bool IfNotExists { get; init; }

    public override Done Done(long rows) =>
        new(IsDrop ? DoneKind.Dropped : DoneKind.Created, $"{Kind} {Table?.Text ?? Name}");
}
