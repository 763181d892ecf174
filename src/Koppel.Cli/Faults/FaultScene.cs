namespace Koppel.Cli.Faults;

/// <summary>What was being done when a fault came.</summary>
/// <param name="Command">The command's word, such as <c>query</c>.</param>
/// <param name="Statement">The statement's number in the script, or null.</param>
readonly record struct FaultScene(string Command, int? Statement);
