"""The circuit: the only place that knows the order of things.

Pages, API, rights, documentation and tests derive from this table. A new operation is one row
here, one file in ``inventory/operations`` and one test.
"""

from __future__ import annotations

from inventory import guards as g
from inventory import landings as to
from inventory.operations import (
    audit,
    deliver,
    destroy,
    erase,
    fit,
    hand_over,
    hold,
    leave,
    lost,
    recall,
    recycle,
    register,
    repair,
    reserve,
    service,
    slots,
    snapshot,
    stepless,
    stock,
    take_back,
    take_out,
    transfer,
    undo,
    void,
    withdraw,
)
from inventory.operations.schema import NoData
from inventory.row import Loose, Row
from inventory.vocabulary import IN_HOUSE, Step

OPERATOR = frozenset({"operator", "supervisor"})
SUPERVISOR = frozenset({"supervisor"})
REQUESTER = OPERATOR | {"requester"}
REQUESTER_KINDS = frozenset({"social_structure", "mediation_place"})
"""A requester acts only for such an organisation, on what it holds or served."""

C, A, E, R = Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR
Y, V, D, X = Step.READY, Step.RESERVED, Step.DELIVERED, Step.DISTRIBUTED
S, P, W, L = Step.IN_SERVICE, Step.DISMANTLED, Step.RECYCLED, Step.LOST
ANY = frozenset(Step) - {Step.VOID}


def at(*steps: Step) -> frozenset[Step]:
    return frozenset(steps)


USABLE = (g.clear, g.tested, g.nothing_blocking)

ROWS: tuple[Row, ...] = (
    Row("register", "Enregistrer", "Enregistré", at(), to.step(C), register.Register,
        register.effects, OPERATOR, creates=True, facts=("collection", "code_taken"),
        guards=(register.intake_place, register.collection_is_open, register.code_is_free)),
    Row("void", "Invalider", "Invalidé", at(C), to.step(Step.VOID), void.Void,
        void.effects, SUPERVISOR, guards=(void.nothing_happened_yet,), facts=("chain_operations",)),
    Row("audit", "Auditer", "Audité", at(C, A, E, R, Y, V), to.AUDITED_OR_STAYS, audit.Audit,
        audit.effects, OPERATOR, held=True, facts=("twins",),
        guards=(audit.kind_is_credible, audit.media_stated, audit.supervisor_says,
                audit.none_is_credible, slots.slots_answered, audit.nothing_omitted,
                audit.serials_agree, audit.not_known_elsewhere, audit.known_tests)),
    Row("erase", "Effacer", "Effacé", at(A, E, R, S), to.ERASED_WHEN_CLEAR, erase.Erase,
        erase.effects, OPERATOR, held=True, facts=("policies", "colleagues", "discs"),
        guards=(erase.each_medium_once, erase.holder_agrees, erase.proofs_hold),
        loose=Loose(erase.effects, (erase.each_medium_once, erase.proofs_hold))),
    Row("take_out", "Retirer un support", "Support retiré", at(A, E, R, S),
        to.ERASED_IF_CLEAR, take_out.TakeOut, take_out.effects, OPERATOR, held=True,
        guards=(take_out.removable, take_out.medium_code_free, stepless.place_known),
        facts=("medium_code", "place")),
    Row("fit", "Monter un support", "Support monté", at(A, E, R, S), to.ERASED_IF_CLEAR,
        fit.Fit, fit.effects, OPERATOR, guards=(fit.fitted_in_the_house, fit.can_be_fitted),
        facts=("loose", "twins")),
    Row("open_repair", "Réparer", "En réparation", at(A, E, Y), to.step(R), repair.OpenRepair,
        repair.open_effects, OPERATOR),
    Row("close_repair", "Clore la réparation", "Réparé", at(R), to.AFTER_REPAIR,
        repair.CloseRepair, repair.close_effects, OPERATOR, guards=(repair.parts_in_stock,),
        facts=("parts",)),
    Row("stock", "Mettre à disposition", "Disponible", at(A, E), to.step(Y), stock.Stock,
        stock.effects, OPERATOR, facts=("place",),
        guards=(*USABLE, g.graded, g.system_installed, g.accessories_stated,
                stepless.place_known)),
    Row("hold", "Mettre en attente", "En attente", IN_HOUSE | {S}, to.SAME, hold.Hold,
        hold.effects, OPERATOR, guards=(hold.not_held,)),
    Row("resume", "Reprendre", "Repris", IN_HOUSE | {S}, to.SAME, NoData,
        hold.resume_effects, OPERATOR, held=True, guards=(hold.is_held,)),
    Row("reserve", "Réserver", "Réservé", at(Y), to.step(V), reserve.Reserve,
        reserve.effects, OPERATOR, guards=(*USABLE, reserve.line_waits), facts=("line",)),
    Row("release", "Libérer", "Libéré", at(V), to.step(Y), NoData,
        reserve.release_effects, OPERATOR, facts=("reservation",)),
    Row("deliver", "Livrer à la structure", "Livré", at(V), to.step(D), deliver.Deliver,
        deliver.effects, OPERATOR, guards=USABLE, facts=("reservation",)),
    Row("hand_over", "Distribuer", "Distribué", at(V, D), to.step(X), hand_over.HandOver,
        hand_over.effects, REQUESTER, elsewhere=True, facts=("reservation", "legal_basis", "lot"),
        guards=(*USABLE, hand_over.stated_unused, hand_over.person_is_referenced,
                hand_over.terms_hold)),
    Row("open_service", "Ouvrir un SAV", "En SAV", at(X), to.step(S), service.OpenService,
        service.open_effects, OPERATOR, custody="workshop", facts=("given_up",)),
    Row("close_service", "Clore le SAV", "SAV clos", at(S), to.step(X), service.CloseService,
        service.close_effects, OPERATOR, held=True, facts=("holders_media",),
        guards=(g.holders_or_clean, g.no_open_recall)),
    Row("take_back", "Enregistrer un retour", "Retour enregistré",
        at(D, X, S, Step.RETURNED, Step.CEDED, W), to.step(C), take_back.TakeBack,
        take_back.effects, REQUESTER, custody="anyone", held=True, elsewhere=True,
        guards=(take_back.may_take_back, take_back.removed_if_recycled)),
    Row("dismantle", "Démonter pour pièces", "Démonté", at(A, E, R), to.step(P),
        recycle.Dismantle, recycle.dismantle_effects, OPERATOR, held=True, facts=("parts",),
        guards=(g.no_medium_left, g.clear, recycle.parts_known)),
    Row("recycle", "Orienter vers le recyclage", "Orienté recyclage", at(C, A, E, R, Y),
        to.step(W), recycle.Recycle, recycle.recycle_effects, OPERATOR, held=True,
        guards=(g.clear_or_to_destroy, recycle.pallet_open), facts=("pallet",)),
    Row("remove", "Enlever", "Enlevé", at(W), to.SAME, recycle.Remove,
        recycle.remove_effects, SUPERVISOR, facts=("pallet", "recycler"),
        guards=(take_back.not_removed, g.clear_or_ordered, recycle.pallet_closed,
                recycle.operator_known)),
    Row("certify_destruction", "Joindre le certificat de destruction", "Destruction attestée",
        at(W), to.SAME, recycle.CertifyDestruction, recycle.certify_effects, SUPERVISOR,
        custody="anyone", guards=(recycle.awaits_certificate, recycle.we_removed_it)),
    Row("reinstate", "Réintégrer", "Réintégré", at(W), to.step(C), take_back.BackInHouse,
        take_back.effects, SUPERVISOR, guards=(take_back.not_removed,)),
    Row("return_to_donor", "Restituer", "Restitué", IN_HOUSE, to.step(Step.RETURNED),
        leave.ReturnToDonor, leave.return_effects, SUPERVISOR, held=True,
        guards=(g.clear_or_restitution,)),
    Row("cede", "Céder à un autre réemployeur", "Cédé", at(A, E, Y), to.step(Step.CEDED),
        leave.Cede, leave.cede_effects, SUPERVISOR, held=True, guards=(g.clear,)),
    Row("transfer", "Proposer un transfert", "Transfert proposé", at(C, A, E, R, Y), to.SAME,
        transfer.Transfer, transfer.effects, REQUESTER, held=True, elsewhere=True,
        facts=("target",),
        guards=(transfer.no_offer_yet, transfer.target_exists, g.may_go_there),
        loose=Loose(transfer.effects,
                    (transfer.no_offer_yet, transfer.target_exists, g.may_go_there))),
    Row("accept_transfer", "Accepter un transfert", "Transfert accepté", at(C, A, E, R, Y),
        to.COLLECTED_FROM_HOLDER, transfer.Answer, transfer.accept_effects, REQUESTER,
        custody="anyone", held=True, offered=True, elsewhere=True,
        guards=(transfer.offered_to_me, g.offer_still_holds),
        loose=Loose(transfer.accept_effects, (transfer.offered_to_me, g.offer_still_holds))),
    Row("cancel_transfer", "Annuler un transfert", "Transfert annulé", at(C, A, E, R, Y),
        to.SAME, transfer.Answer, transfer.cancel_effects, REQUESTER, custody="anyone",
        held=True, offered=True, elsewhere=True, guards=(transfer.offer_is_mine,),
        loose=Loose(transfer.cancel_effects, (transfer.offer_is_mine,))),
    Row("declare_lost", "Déclarer perdu ou volé", "Déclaré perdu", IN_HOUSE | {D, S, W},
        to.step(L), lost.DeclareLost, lost.effects, REQUESTER, held=True, offered=True,
        elsewhere=True, guards=(take_back.not_removed,), loose=Loose(lost.effects)),
    Row("find", "Retrouver", "Retrouvé", at(L), to.step(C), take_back.BackInHouse,
        lost.find_effects, SUPERVISOR, custody="workshop",
        loose=Loose(lost.find_effects, lost=True)),
    Row("withdraw_proof", "Retirer une preuve", "Preuve retirée", ANY, to.FALLS_IF_NOT_CLEAR,
        withdraw.WithdrawProof, withdraw.effects, SUPERVISOR, custody="anyone", held=True,
        offered=True, elsewhere=True, facts=("proof",),
        guards=(withdraw.proof_stands, withdraw.mine_to_withdraw),
        loose=Loose(withdraw.effects, (withdraw.proof_stands, withdraw.mine_to_withdraw),
                    lost=True)),
    Row("close_recall", "Clore un rappel", "Rappel clos",
        at(X, P, W, Step.RETURNED, Step.CEDED, L), to.SAME, recall.CloseRecall,
        recall.effects, SUPERVISOR, custody="anyone", guards=(recall.recall_is_ours,)),
    Row("snapshot", "Joindre un relevé", "Relevé joint", IN_HOUSE, to.FALLS_IF_NOT_CLEAR,
        snapshot.Snapshot, snapshot.effects, OPERATOR, held=True, offered=True),
    Row("destroy", "Détruire un support", "Support détruit", at(), to.SAME, destroy.Destroy,
        stepless.told_only, OPERATOR, loose=Loose(destroy.effects)),
    Row("move", "Déplacer", "Déplacé", ANY, to.SAME, stepless.Move, stepless.move_effects,
        OPERATOR, held=True, offered=True, elsewhere=True, stepless=True,
        guards=(stepless.place_known,), facts=("place",),
        loose=Loose(stepless.move_effects, (stepless.place_known,))),
    Row("count", "Compter", "Compté", ANY, to.SAME, stepless.Count, stepless.told_only,
        OPERATOR, held=True, offered=True, elsewhere=True, stepless=True,
        guards=(stepless.place_known,), facts=("place",),
        loose=Loose(stepless.told_only, (stepless.place_known,))),
    Row("weigh", "Peser", "Pesé", ANY, to.SAME, stepless.Weigh, stepless.weigh_effects,
        OPERATOR, held=True, offered=True, elsewhere=True, stepless=True),
    Row("photograph", "Photographier", "Photographié", ANY, to.SAME, stepless.Photograph,
        stepless.told_only, OPERATOR, held=True, offered=True, elsewhere=True, stepless=True),
    Row("test", "Tester", "Testé", ANY, to.SAME, stepless.Test, stepless.test_effects,
        OPERATOR, held=True, offered=True, elsewhere=True, stepless=True,
        guards=(stepless.tests_known,)),
    Row("reprint", "Réimprimer l'étiquette", "Étiquette réimprimée", ANY, to.SAME,
        stepless.Reprint, stepless.told_only, OPERATOR, held=True, offered=True,
        elsewhere=True, stepless=True),
    Row("undo", "Annuler", "Annulé", IN_HOUSE, to.WHERE_IT_WAS, undo.Undo, undo.effects,
        OPERATOR, held=True, offered=True, facts=("last",),
        guards=(undo.last_is_undoable, undo.soon_enough, undo.earlier_step_holds,
                undo.line_still_waits)),
)  # fmt: skip

CIRCUIT: dict[str, Row] = {row.name: row for row in ROWS}
