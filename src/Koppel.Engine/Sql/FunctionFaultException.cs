namespace Koppel.Engine.Sql;

/// <summary>A value that a function cannot take. DuckDB passes the sentence on, which begins with the function's name.</summary>
/// <param name="function">The function.</param>
/// <param name="sentence">What is wrong, and what to do.</param>
internal sealed class FunctionFaultException(string function, string sentence) : Exception($"{function}: {sentence}");
