namespace Koppel.Engine.Loading.Changes;

/// <summary>Why an undo leaves a row as it is.</summary>
internal static class UndoReasons
{
    /// <summary>Those by which a row is kept for somebody's sake; by the others it cannot be taken back.</summary>
    public static readonly IReadOnlyList<string> Kept = [Changed, ByHand, Used];

    public const string Gone = "not there any more";
    public const string Changed = "changed by somebody else since";
    public const string ByHand = "put there by somebody else since";
    public const string Created = "created by the run: such rows are deleted with --delete-created only";
    public const string Used = "created by the run, and used by others now";
    public const string Deleted = "deleted by the run: the system cannot put it back as it was";
    public const string Unknown = "what was there before is not known";
    public const string Emptied = "without a value before, and the system cannot empty it";
    public const string NoDelete = "created by the run, and the system has no call to delete it";
}
