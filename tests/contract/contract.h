// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/providerfixture.h"
#include "tests/support/chatlog.h"

#include <QObject>

namespace evenhand {

// What every provider plugin promises, tried on the plugin as it is loaded by the program.
class Contract : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();

    // contract.cpp: what holds for all of them
    void describesItself();
    void saysWhatWasAnswered_data();
    void saysWhatWasAnswered();
    void isSilentUntilTheCallerListens();
    void cancelsAtEachEvent_data();
    void cancelsAtEachEvent();
    void cancelsBeforeAnything();
    void cancelsOnlyOnce();
    void isDeletedWhileItRuns();
    void outlivesItsProvider();
    void countsUsageOnce();
    void leavesOthersAlone();
    void runsManyAtOnce();
    void listsModels();

    // networkcontract.cpp: what holds for those that use a network
    void readsWhateverTheWireDoes_data();
    void readsWhateverTheWireDoes();
    void deliversEachReadAtOnce();
    void reportsPhasesInOrder();
    void recordsTheRequestAsItWent();
    void reusesTheConnection();
    void waitsForNothingAfterTheEnd();
    void closesTheConnectionWhenCancelled();
    void readsAnAnswerInOnePiece();
    void timesOutInSilence();
    void waitsForASlowBeginning();
    void takesKeepAlivesForLife();
    void givesUpAtTheTotal();
    void keepsWhatACutAnswerSaid_data();
    void keepsWhatACutAnswerSaid();
    void sendsNothingTwiceByItself_data();
    void sendsNothingTwiceByItself();
    void saysThatNothingListens();
    void capsTheSize();
    void mapsStatuses_data();
    void mapsStatuses();
    void mapsStatusesOfLists();
    void takesNoPageForAnAnswer();
    void followsNoRedirect_data();
    void followsNoRedirect();
    void keepsTheKeySecret_data();
    void keepsTheKeySecret();

    // requestcontract.cpp: what requests carry, and what comes of it
    void sendsEachParameterOrSaysWhyNot_data();
    void sendsEachParameterOrSaysWhyNot();
    void sendsAttachmentsOrSaysWhyNot_data();
    void sendsAttachmentsOrSaysWhyNot();
    void asksForJsonOfASchema();
    void goesOnAfterToolCalls();
    void healsItselfOnce();
    void keepsWhatWasSaidBeforeAFailure();
    void mapsFailures_data();
    void mapsFailures();
    void saysWhoAnswered();

    // toolcontract.cpp
    void takesBackWhatItSaidWithResults();

    // stepcontract.cpp: at which step it is said to have failed
    void namesTheStep_data();
    void namesTheStep();

private:
    // An answer with everything that an ordinary one of this provider has.
    ChatEvents plainAnswer() const;
    // A whole chat: time in which what must not happen could.
    void runAnother();

    std::unique_ptr<ProviderFixture> m_fixture;
    NetworkFixture *m_network = nullptr; // null: this plugin needs none
};

// What an answer says, in a form in which all plugins are alike: usage last, without the provider's own words.
QStringList said(const ChatEvents &events);

} // namespace evenhand
