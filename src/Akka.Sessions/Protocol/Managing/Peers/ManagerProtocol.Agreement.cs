using Akka.Sessions.Messages;

namespace Akka.Sessions.Protocol;

/// <summary>
/// In which settings the members differ that ought to be the same. Each life of a member says what it has once, when it is met; what it says
/// later changes nothing, so it can fill neither the log nor the list. Nobody is served less for a difference.
/// </summary>
internal sealed partial class ManagerProtocol
{
    private readonly AgreedSetting[] _agreed;
    private IReadOnlyList<SettingDifference> _differences = [];

    private void CompareSettings(MemberId member, IReadOnlyList<AgreedSetting> theirs)
    {
        SettingDifference[] found = [.. AgreedSettings.Compare(_agreed, member, theirs)];
        if (found.Length == 0) return;
        foreach (var difference in found) _log.SettingDiffers(difference.Key, difference.Value, member, difference.MemberValue);
        _differences = [.. _differences, .. found];
        PublishStanding();
    }

    private void ForgetSettings(MemberId gone)
    {
        if (_differences.Any(difference => difference.Member == gone))
            _differences = [.. _differences.Where(difference => difference.Member != gone)];
    }
}
