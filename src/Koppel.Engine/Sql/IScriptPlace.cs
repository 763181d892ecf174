namespace Koppel.Engine.Sql;

/// <summary>A part of a script, at which a fault can be told.</summary>
internal interface IScriptPlace
{
    /// <summary>Its first character.</summary>
    int Start { get; }

    /// <summary>How many characters it has.</summary>
    int Length { get; }
}
